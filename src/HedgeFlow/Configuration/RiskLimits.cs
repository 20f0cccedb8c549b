using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace HedgeFlow.Configuration;

/// <summary>
/// The limits of <c>risk_limits.json</c> as the gate and the risk stage use them: every percentage a fraction, every gross cap a
/// multiple of NAV, symbols upper-case. Immutable. 0 = off. Source: risk contract, configuration.
/// </summary>
public sealed record RiskLimits
{
    /// <summary>No limits at all.</summary>
    public static RiskLimits Empty { get; } = new();

    /// <summary>No limits because the file could not be used and there was none before: the risk mode is HALTED.</summary>
    public static RiskLimits Failed { get; } = new() { LoadFailed = true };

    /// <summary>True when there is no usable configuration.</summary>
    public bool LoadFailed { get; init; }

    /// <summary>The normalised file: <c>global, per_symbol, circuit_breakers, quote_symbols, …</c>. Not to be changed.</summary>
    public JsonObject Document { get; init; } = [];

    /// <summary>Seconds; trading stops when the NAV is as old.</summary>
    public double NavFreshnessSeconds { get; init; } = 90;

    /// <summary>False lets a testnet trade on a stale NAV; elsewhere it has no effect.</summary>
    public bool FailClosedOnNavStale { get; init; } = true;

    public double DailyLossLimit { get; init; }

    public double MaxNavDrawdown { get; init; }

    /// <summary>Null = the default of the drawdown labels.</summary>
    public double? DrawdownAlert { get; init; }

    public double MaxTradeNav { get; init; }

    public double TradeEquityNav { get; init; }

    /// <summary>Largest share of NAV in one symbol, where the symbol says nothing itself.</summary>
    public double SymbolNotionalShareCap { get; init; }

    /// <summary>Portfolio gross as a multiple of NAV; the first of its three keys that is above zero.</summary>
    public double MaxGrossExposure { get; init; }

    public int MaxConcurrentPositions { get; init; }

    public double MaxLeverage { get; init; }

    public double MaxEffectiveLeverage { get; init; }

    /// <summary>USD.</summary>
    public double MinNotional { get; init; }

    /// <summary>Null = every symbol.</summary>
    public FrozenSet<string>? Whitelist { get; init; }

    public WindowLimit ErrorCircuit { get; init; }

    public WindowLimit BurstLimit { get; init; }

    public double DdFlapWindowMinutes { get; init; } = 60;

    public int DdFlapMaxTransitions { get; init; } = 3;

    /// <summary>Tier name to the largest share of NAV of one symbol in it.</summary>
    public FrozenDictionary<string, double> Tiers { get; init; } = FrozenDictionary<string, double>.Empty;

    /// <summary>IANA name of the zone whose midnight starts a trading day.</summary>
    public string ResetTimezone { get; init; } = "UTC";

    /// <summary>Sorted.</summary>
    public IReadOnlyList<string> QuoteSymbols { get; init; } = ["FDUSD", "USDC", "USDT"];

    public FrozenSet<string> RestrictedSymbols { get; init; } = [];

    public FrozenDictionary<string, SymbolLimits> PerSymbol { get; init; } = FrozenDictionary<string, SymbolLimits>.Empty;

    /// <summary>Outside testnet, only dry runs may trade.</summary>
    public bool RequireDryRun { get; init; }

    /// <summary>Circuit breaker: portfolio drawdown that stops new entries.</summary>
    public double MaxPortfolioDrawdown { get; init; }

    public NavAnomalyLimits NavAnomalies { get; init; } = NavAnomalyLimits.Default;

    public bool TestnetOverridesActive { get; init; }

    public SymbolLimits Of(string symbol) => PerSymbol.GetValueOrDefault(symbol) ?? SymbolLimits.None;
}
