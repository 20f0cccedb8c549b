namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>Where a failure of an exchange call came from.</summary>
public enum ExchangeErrorKind
{
    /// <summary>Nothing is known about it.</summary>
    Generic,

    /// <summary>An answer with a status that is no success.</summary>
    Http,

    /// <summary>An error body, with or without a status.</summary>
    Client,

    /// <summary>The connection failed.</summary>
    Network,

    /// <summary>No answer in time.</summary>
    Timeout,
}
