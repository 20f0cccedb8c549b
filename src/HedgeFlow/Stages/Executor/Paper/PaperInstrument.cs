using HedgeFlow.Stages.Executor.Orders;

namespace HedgeFlow.Stages.Executor.Paper;

/// <summary>
/// Steps and spread of a symbol on the simulated exchange, from its price alone: five decimal places of the price's size for the
/// tick, and a quantity step worth one to ten cents, so that any recorded quantity of a real venue fits.
/// </summary>
/// <param name="Filters">Steps and minima of its orders.</param>
/// <param name="HalfSpreadBps">Half the distance between bid and ask.</param>
public sealed record PaperInstrument(SymbolFilters Filters, double HalfSpreadBps)
{
    private const decimal MinNotional = 5;

    /// <param name="symbol">Upper-case.</param>
    /// <param name="price">&gt; 0 and finite.</param>
    public static PaperInstrument Of(string symbol, double price)
    {
        decimal tick = 0.00001m;
        decimal step = 0.01m;
        double size = 1;
        while (size * 10 <= price && tick < 1_000_000)
        {
            size *= 10;
            tick *= 10;
            step /= 10;
        }

        while (size > price && step < 1_000_000)
        {
            size /= 10;
            tick /= 10;
            step *= 10;
        }

        return new PaperInstrument(new SymbolFilters(tick, step, 0, MinNotional), HalfSpread(symbol));
    }

    private static double HalfSpread(string symbol) => symbol switch
    {
        "BTCUSDT" => 0.2,
        "ETHUSDT" => 0.3,
        "SOLUSDT" => 0.6,
        "LTCUSDT" or "LINKUSDT" or "DOGEUSDT" => 1.0,
        "SUIUSDT" => 1.2,
        "WIFUSDT" => 2.2,
        _ => 1.0,
    };
}
