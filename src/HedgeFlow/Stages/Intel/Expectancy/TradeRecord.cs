using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Expectancy;

/// <summary>
/// One closed trade: one close row of the order log. The pairing of fills into trades is the executor's.
/// Source: intel contract, expectancy inputs.
/// </summary>
/// <param name="Symbol">Upper case, "" when the row has none.</param>
/// <param name="PnlUsd">Realised result in USD, gross of fees.</param>
/// <param name="Ts">Time of the close, epoch seconds UTC; null when it cannot be told.</param>
/// <param name="Strategy">Who traded, as logged.</param>
/// <param name="AttemptId">The closing order's attempt, which joins the trade to its routing metric.</param>
public sealed record TradeRecord(string Symbol, double PnlUsd, double? Ts, string? Strategy, string? AttemptId)
{
    /// <summary>True for a row of the order log that closes a trade.</summary>
    public static bool IsClose(JsonObject row)
    {
        JsonNode? type = IntelFields.First(row, "event_type", "event");
        return Coerce.Text(type)?.ToLowerInvariant() is "order_close" or "trade_close" or "position_close";
    }

    /// <summary>
    /// The trade of a close row, or null when the row has no usable result. A result of exactly 0 without an alias is such a
    /// row (<paramref name="scratch"/> tells), unless <paramref name="keepScratch"/>.
    /// </summary>
    /// <param name="row">A close row, or the payload of a close fact.</param>
    /// <param name="recordTs">Time of the record where the row itself carries none; null for rows of a file.</param>
    /// <param name="keepScratch">Keep results of exactly 0.</param>
    /// <param name="scratch">The row's result is exactly 0 and has no alias.</param>
    public static TradeRecord? FromClose(JsonObject row, double? recordTs, bool keepScratch, out bool scratch)
    {
        JsonNode? result = IntelFields.First(row, "realizedPnlUsd", "pnl_usd");
        double? pnl = Coerce.NumberOrBoolean(result);
        scratch = result is null && Coerce.JsonNumber(row["realizedPnlUsd"]) is 0;
        if (scratch && keepScratch)
        {
            pnl = 0;
        }

        if (pnl is not { } value)
        {
            return null;
        }

        JsonNode? time = IntelFields.First(row, "ts_close", "ts");
        return new TradeRecord(
            IntelFields.Upper(row["symbol"]),
            value,
            time is null ? recordTs : IsoTime.Parse(time),
            Id(IntelFields.First(row, "strategy", "strategy_id")),
            Id(IntelFields.First(row, "attempt_id", "intent_id")));
    }

    /// <summary>A record in the document form of this type; null when its result is not a number. A missing result counts as 0.</summary>
    public static TradeRecord? FromDocument(JsonObject record)
    {
        JsonNode? pnl = record["pnl_usd"];
        return (pnl is null ? 0 : Coerce.NumberOrBoolean(pnl)) is { } value
            ? new TradeRecord(
                Id(record["symbol"]) ?? "", value, IsoTime.Parse(record["ts"]), Id(record["strategy"]), Id(record["attempt_id"]))
            : null;
    }

    /// <summary>Identifiers are compared as text, integral numbers without a fraction; null when there is none.</summary>
    public static string? Id(JsonNode? node) => node is not null && Coerce.Truthy(node) ? Coerce.AsText(node) : null;
}
