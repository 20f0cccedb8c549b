namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>The words for the state of an order. Source: services contract, order result.</summary>
public static class OrderStatus
{
    public const string Unknown = "UNKNOWN";
    public const string New = "NEW";
    public const string PartiallyFilled = "PARTIALLY_FILLED";
    public const string Filled = "FILLED";
    public const string Canceled = "CANCELED";
    public const string Rejected = "REJECTED";
    public const string Expired = "EXPIRED";

    /// <summary>Trimmed and upper-case, one spelling of cancelled; nothing at all is <see cref="Unknown"/>.</summary>
    public static string Normalize(string? status)
    {
        string word = status?.Trim().ToUpperInvariant() ?? "";
        return word switch
        {
            "" => Unknown,
            "CANCELLED" => Canceled,
            _ => word,
        };
    }

    /// <summary>The exchange has taken the order. For normalised words.</summary>
    public static bool IsAccepted(string status) => status is New or PartiallyFilled or Filled;

    /// <summary>Nothing more will happen to the order. For normalised words.</summary>
    public static bool IsFinal(string status) => status is Filled or Canceled or Rejected or Expired;

    /// <summary>The order ended unfilled without the exchange refusing it.</summary>
    public static bool IsCancelled(string status) => status is Canceled or Expired;
}
