using System.Text.Json.Serialization;

namespace HedgeFlow.State;

/// <summary>Returns, prices, PnL and fees of a symbol's fills over seven days. All 0 without fills.</summary>
public sealed record FillStatisticsState
{
    public static FillStatisticsState None { get; } = new();

    /// <summary>Mean return of the fills with a PnL.</summary>
    public double Mean { get; init; }

    /// <summary>Sample deviation of the returns.</summary>
    public double Std { get; init; }

    [JsonPropertyName("sharpe_7d")]
    public double Sharpe7d { get; init; }

    /// <summary>Average range of the last 50 prices, percent of their mean.</summary>
    public double AtrNow { get; init; }

    /// <summary>Average range of the last 500 prices, percent of their mean.</summary>
    public double AtrMed { get; init; }

    /// <summary>USD.</summary>
    public double GrossRealized { get; init; }

    /// <summary>USD.</summary>
    public double Fees { get; init; }
}
