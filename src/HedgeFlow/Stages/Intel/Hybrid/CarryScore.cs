using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Hybrid;

/// <summary>What holding the position earns by funding and basis, 0 to 1 (0.5 is neutral). Source: intel contract, carry.</summary>
/// <param name="Symbol">Upper case.</param>
/// <param name="Direction">Upper case; anything but LONG counts as short.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Components">The two parts.</param>
/// <param name="Inputs">Rates and weights that were used.</param>
public sealed record CarryScore(
    string Symbol, string Direction, double Score, CarryScore.Parts Components, CarryScore.UsedInputs Inputs)
{
    public const double DefaultFundingWeight = 0.6;
    public const double DefaultBasisWeight = 0.4;

    /// <summary>Funding intervals in a year: three a day.</summary>
    private const double FundingsPerYear = 1095;

    private const double FundingScale = 0.20;
    private const double BasisScale = 0.02;

    /// <param name="FundingScore">0 to 1.</param>
    /// <param name="BasisScore">0 to 1.</param>
    public sealed record Parts(double FundingScore, double BasisScore);

    /// <param name="FundingRate">Fraction per funding interval.</param>
    /// <param name="BasisPct">Fraction of the price.</param>
    /// <param name="FundingWeight">Relative weight of funding.</param>
    /// <param name="BasisWeight">Relative weight of basis.</param>
    public sealed record UsedInputs(double FundingRate, double BasisPct, double FundingWeight, double BasisWeight);

    /// <summary>The carry of <paramref name="symbol"/> by two market documents; a rate that is not there counts as 0.</summary>
    public static CarryScore Of(
        string symbol,
        string direction,
        JsonNode? funding,
        JsonNode? basis,
        double fundingWeight = DefaultFundingWeight,
        double basisWeight = DefaultBasisWeight)
    {
        string name = symbol.ToUpperInvariant();
        string side = direction.ToUpperInvariant();
        double rate = Rate(funding, name, row => IntelFields.First(row, "rate", "funding_rate", "fundingRate"));
        double spread = Rate(basis, name, row => IntelFields.First(row, "basis_pct", "basis"));
        double sign = side == "LONG" ? -1 : 1;
        double fundingScore = 0.5 + 0.5 * Math.Tanh(sign * rate * FundingsPerYear / FundingScale);
        double basisScore = 0.5 + 0.5 * Math.Tanh(sign * spread / BasisScale);
        double total = fundingWeight + basisWeight;
        double score = total > 0 ? IntelFields.Clamp01((fundingWeight * fundingScore + basisWeight * basisScore) / total) : 0.5;
        return new CarryScore(
            name, side, score, new Parts(fundingScore, basisScore), new UsedInputs(rate, spread, fundingWeight, basisWeight));
    }

    private static double Rate(JsonNode? document, string symbol, Func<JsonObject, JsonNode?> member) => Entry(document, symbol) switch
    {
        JsonObject row => Coerce.NumberOrBoolean(member(row)) ?? 0,
        JsonNode number => Coerce.JsonNumber(number) ?? 0,
        null => 0,
    };

    private static JsonNode? Entry(JsonNode? document, string symbol)
    {
        if (document is not JsonObject root)
        {
            return null;
        }

        if ((root["symbols"] as JsonObject)?[symbol] is { } direct)
        {
            return direct;
        }

        if ((root["by_symbol"] as JsonObject)?[symbol] is { } mapped)
        {
            return mapped;
        }

        return (root["symbols"] as JsonArray)?.LastOrDefault(item => item is JsonObject row && IntelFields.Upper(row["symbol"]) == symbol);
    }
}
