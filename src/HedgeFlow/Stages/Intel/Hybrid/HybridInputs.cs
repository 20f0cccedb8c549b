using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Intel.Hybrid;

/// <summary>What a universe of intents is scored with. Source: intel contract, intent scoring.</summary>
/// <param name="Now">Epoch seconds UTC.</param>
/// <param name="Config">Strategy configuration.</param>
/// <param name="Expectancy">Expectancy of the run.</param>
/// <param name="Router">Router health of the run.</param>
public sealed record HybridInputs(double Now, HybridConfig Config, ExpectancyView Expectancy, RouterView Router)
{
    /// <summary>Funding document: symbol → rate.</summary>
    public JsonNode? Funding { get; init; }

    /// <summary>Basis document: symbol → basis.</summary>
    public JsonNode? Basis { get; init; }

    /// <summary>Volatility regime of the book.</summary>
    public string Regime { get; init; } = "normal";

    /// <summary>Factor weights in place of the configured ones; null or empty for none.</summary>
    public IReadOnlyDictionary<string, double>? FactorWeights { get; init; }

    /// <summary>Symbol → factor → orthogonalised value.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>>? Orthogonalized { get; init; }

    /// <summary>
    /// Symbol → routing quality 0 to 1. A symbol that is not there has the base score; NaN says that it could not be told, and
    /// router health decides.
    /// </summary>
    public IReadOnlyDictionary<string, double>? RouterQuality { get; init; }

    /// <summary>Symbol → relative-value score −1 to 1; 0 where it is not there or not finite.</summary>
    public IReadOnlyDictionary<string, double>? RvScores { get; init; }

    /// <summary><c>SYMBOL:DIRECTION</c> → when the signal was last seen, epoch seconds UTC.</summary>
    public IReadOnlyDictionary<string, double>? SignalTimes { get; init; }
}
