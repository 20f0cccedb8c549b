using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary><c>kpis_v7.json</c>: the numbers a desk looks at first, gathered from the other surfaces. Source: state contract, kpis_v7.json.</summary>
public sealed record KpisV7State
{
    /// <summary>ISO time.</summary>
    public required string UpdatedAt { get; init; }

    /// <summary>Publish time, epoch seconds.</summary>
    [Finite]
    public required double UpdatedTs { get; init; }

    public string Ts => UpdatedAt;

    public required KpiPortfolio Portfolio { get; init; }

    /// <summary>Symbol → figures of its open position; left out only where no positions were supplied.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, KpiPosition>? PerSymbol { get; init; }

    public required KpiNav Nav { get; init; }

    public required KpiRisk Risk { get; init; }

    public required KpiRouter Router { get; init; }

    public required KpiPerformance Performance { get; init; }

    /// <summary>Symbol → state of the risk snapshot.</summary>
    public required IReadOnlyDictionary<string, KpiSymbol> Symbols { get; init; }

    public string? DdState => Risk.DdState;

    public string? AtrRegime => Risk.AtrRegime;

    public double? FeePnlRatio => Risk.FeePnlRatio;

    public string? RouterQuality => Router.PolicyQuality;

    public double? AumTotal => Nav.AumTotal;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public KpiFx? Fx { get; init; }

    public required KpiRouterStats RouterStats { get; init; }

    public KpiDrawdown Drawdown => new(Risk.DrawdownPct);

    public KpiAtr Atr => new(Risk.AtrRatio, Risk.AtrRegime, [.. Symbols.Values]);

    public double? Fees => FeePnl.Fees;

    public double? Pnl => FeePnl.Pnl;

    public required KpiFeePnl FeePnl { get; init; }

    public static StateSurface<KpisV7State> Surface { get; } = new("kpis_v7", "kpis_v7.json", KpisV7StateJson.Default.KpisV7State);
}

/// <summary>Portfolio figures: NAV in USD, the others as fractions of it.</summary>
public sealed record KpiPortfolio(double? Nav, double? DdPct, double? VarNavPct, double? CvarNavPct);

/// <summary>An open position: PnL in USD, the others as fractions.</summary>
public sealed record KpiPosition(
    double? Pnl, double? PnlPct, double? ExposureNavPct, string? DdState, double? DdTodayPct, double? AtrRatio, string? AtrRegime);

/// <summary>NAV and its age; USD, seconds, epoch seconds.</summary>
public sealed record KpiNav(double? NavTotal, double? NavAgeS, double? AgeS, double? UpdatedAt, bool? SourcesOk, double? AumTotal);

/// <summary>Risk figures; <see cref="DrawdownPct"/> is a fraction.</summary>
public sealed record KpiRisk(string? DdState, string? AtrRegime, double? FeePnlRatio, double? DrawdownPct, double? AtrRatio);

/// <summary>Router figures: shares 0 to 1, slippage in bps.</summary>
public sealed record KpiRouter
{
    public required string? PolicyQuality { get; init; }

    public required bool? MakerFirst { get; init; }

    public required double? MakerFillShare { get; init; }

    public double? MakerFillRate => MakerFillShare;

    public double? AvgSlippageBps => SlipQ50Bps;

    public required double? RejectRate { get; init; }

    public required double? FallbackRatio { get; init; }

    [JsonPropertyName("slip_q25_bps")]
    public required double? SlipQ25Bps { get; init; }

    [JsonPropertyName("slip_q50_bps")]
    public required double? SlipQ50Bps { get; init; }

    [JsonPropertyName("slip_q75_bps")]
    public required double? SlipQ75Bps { get; init; }
}

/// <summary>Expectancy (USD per trade) and the first known Sharpe state.</summary>
public sealed record KpiPerformance(double? Expectancy, string? SharpeState);

/// <summary>State of one symbol of the risk snapshot.</summary>
public sealed record KpiSymbol(string Symbol, string? DdState, double? DdTodayPct, double? AtrRatio, string? AtrRegime);

/// <summary>Exchange rate and its ISO time.</summary>
public sealed record KpiFx(double? UsdZar, string Ts);

/// <summary>Mirror of the router figures under their older names.</summary>
public sealed record KpiRouterStats
{
    public required double? MakerFillRate { get; init; }

    public required double? FallbackRatio { get; init; }

    [JsonPropertyName("slip_q25_bps")]
    public required double? SlipQ25Bps { get; init; }

    [JsonPropertyName("slip_q50_bps")]
    public required double? SlipQ50Bps { get; init; }

    [JsonPropertyName("slip_q75_bps")]
    public required double? SlipQ75Bps { get; init; }

    public required string? Quality { get; init; }
}

/// <summary>Drawdown as a fraction.</summary>
public sealed record KpiDrawdown(double? DdPct);

/// <summary>Volatility regime of the portfolio and of each symbol.</summary>
public sealed record KpiAtr(double? AtrRatio, string? AtrRegime, IReadOnlyList<KpiSymbol> Symbols);

/// <summary>Fees against PnL, USD.</summary>
public sealed record KpiFeePnl(double? FeePnlRatio, double? Fees, double? Pnl, double? WindowDays);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(KpisV7State))]
internal sealed partial class KpisV7StateJson : JsonSerializerContext;
