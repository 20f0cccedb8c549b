namespace HedgeFlow.Feed.Demo;

/// <summary>What one symbol of the embedded market is like.</summary>
/// <param name="Symbol">Upper-case.</param>
/// <param name="Anchor">The price it starts from and is drawn back to.</param>
/// <param name="Decimals">Of its price tick.</param>
/// <param name="Beta">How far it follows the market.</param>
/// <param name="OwnVolatility">Yearly deviation of what it does by itself, as a fraction.</param>
/// <param name="Volume">Base units traded in a minute.</param>
/// <param name="Tier">Risk tier.</param>
public sealed record DemoSymbol(string Symbol, double Anchor, int Decimals, double Beta, double OwnVolatility, double Volume, string Tier)
{
    /// <summary>The symbols, majors first.</summary>
    public static IReadOnlyList<DemoSymbol> All { get; } =
    [
        new("BTCUSDT", 91_000, 1, 1.0, 0.18, 90, "CORE"),
        new("ETHUSDT", 3_050, 2, 1.2, 0.30, 1_900, "CORE"),
        new("SOLUSDT", 138, 2, 1.45, 0.45, 22_000, "CORE"),
        new("LTCUSDT", 84, 2, 1.1, 0.45, 9_000, "SATELLITE"),
        new("LINKUSDT", 13.2, 3, 1.25, 0.48, 60_000, "SATELLITE"),
        new("SUIUSDT", 1.62, 4, 1.6, 0.62, 600_000, "SATELLITE"),
        new("DOGEUSDT", 0.148, 5, 1.4, 0.60, 9_000_000, "TACTICAL"),
        new("WIFUSDT", 0.385, 4, 1.8, 0.90, 1_100_000, "TACTICAL"),
    ];

    public double Round(double price) => Math.Round(price, Decimals, MidpointRounding.ToEven);
}
