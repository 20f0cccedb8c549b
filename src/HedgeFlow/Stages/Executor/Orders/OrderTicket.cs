using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>An order as it was sent: what its facts repeat.</summary>
public sealed record OrderTicket
{
    /// <summary>Upper-case.</summary>
    public required string Symbol { get; init; }

    /// <summary><c>BUY</c> or <c>SELL</c>.</summary>
    public required string Side { get; init; }

    /// <summary><c>MARKET</c>, <c>LIMIT</c> …</summary>
    public required string OrderType { get; init; }

    /// <summary>Base units.</summary>
    public required double RequestQty { get; init; }

    /// <summary><c>LONG</c>, <c>SHORT</c>, <c>BOTH</c>; null where the account has no sides.</summary>
    public string? PositionSide { get; init; }

    public bool ReduceOnly { get; init; }

    public string? AttemptId { get; init; }

    public string? IntentId { get; init; }

    public string? Strategy { get; init; }

    /// <summary>Copied into fills and closes; never changed.</summary>
    public JsonObject? Metadata { get; init; }

    public bool IsBuy => Side == "BUY";
}
