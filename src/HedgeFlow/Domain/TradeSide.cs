namespace HedgeFlow.Domain;

/// <summary>The words for the side of an order. Source: router contract, notation.</summary>
public static class TradeSide
{
    public const string Buy = "BUY";
    public const string Sell = "SELL";

    /// <summary>Trimmed and upper-cased; <c>LONG</c> is BUY, <c>SHORT</c> is SELL, any other word stays; null gives "".</summary>
    public static string Normalize(string? word) => word?.Trim().ToUpperInvariant() switch
    {
        null => "",
        "LONG" => Buy,
        "SHORT" => Sell,
        { } other => other,
    };

    /// <summary>True when the word means selling; everything else counts as buying.</summary>
    public static bool IsSell(string? word) => Normalize(word) == Sell;
}
