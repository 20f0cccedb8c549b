using System.Text.Json.Nodes;
using HedgeFlow.Stages.Executor.Orders;

namespace HedgeFlow.Adapters.Exchange;

/// <summary>What one read-only call of the exchange gave.</summary>
/// <param name="Status">HTTP status; null = no answer.</param>
/// <param name="Body">The answer where it is JSON.</param>
/// <param name="Error">What went wrong; null = nothing. Its message is the exchange's text and must be redacted before it is shown.</param>
/// <param name="Elapsed">Time that the call took.</param>
public sealed record ExchangeReply(int? Status, JsonNode? Body, ExchangeErrorClass? Error, TimeSpan Elapsed)
{
    public bool Ok => Error is null;
}
