namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>All trades of an order together.</summary>
/// <param name="ExecutedQty">Base units.</param>
/// <param name="AvgPrice">Quantity-weighted, quote per base unit.</param>
/// <param name="Status">Normalised, of the last poll.</param>
/// <param name="FeeTotal">In <paramref name="FeeAsset"/>.</param>
/// <param name="FeeAsset">Of the first trade that names one; USDT otherwise.</param>
/// <param name="TradeIds">Ordinal order.</param>
/// <param name="FirstTs">Epoch seconds.</param>
/// <param name="LastTs">Epoch seconds.</param>
/// <param name="LatencyMs">Last trade minus acknowledgement, ≥ 0.</param>
public sealed record FillSummary(
    double ExecutedQty,
    double AvgPrice,
    string Status,
    double FeeTotal,
    string FeeAsset,
    IReadOnlyList<string> TradeIds,
    double FirstTs,
    double LastTs,
    double LatencyMs);
