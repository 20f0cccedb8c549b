namespace HedgeFlow.Stages.Executor.Paper;

/// <summary>What the fill model has to know of an order.</summary>
/// <param name="Name">Its ids: what its fate is drawn from.</param>
/// <param name="Side"><c>BUY</c> or <c>SELL</c>.</param>
/// <param name="Qty">Base units, &gt; 0.</param>
/// <param name="Mark">Price at decision.</param>
/// <param name="ReduceOnly">It closes.</param>
/// <param name="Urgent">No maker attempt.</param>
internal readonly record struct PaperOrder(string Name, string Side, decimal Qty, double Mark, bool ReduceOnly, bool Urgent)
{
    public bool IsBuy => Side == "BUY";
}
