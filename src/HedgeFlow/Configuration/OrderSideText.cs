namespace HedgeFlow.Configuration;

/// <summary>Order sides as text: <c>LONG</c> is <c>BUY</c>, <c>SHORT</c> is <c>SELL</c>, other words stay. Source: risk contract, notation.</summary>
public static class OrderSideText
{
    public const string Buy = "BUY";
    public const string Sell = "SELL";

    /// <summary>Trimmed, upper-case; allocates nothing for text that is so already.</summary>
    public static string Normalize(string? side) => side?.Trim().ToUpperInvariant() switch
    {
        null => "",
        "LONG" => Buy,
        "SHORT" => Sell,
        { } other => other,
    };
}
