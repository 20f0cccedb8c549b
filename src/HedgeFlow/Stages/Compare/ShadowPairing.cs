using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Compare;

/// <summary>Puts shadow decisions beside what happened live. Pure. Source: services contract, compare P1–P7.</summary>
public static class ShadowPairing
{
    /// <summary>Seconds around a decision within which an acknowledgement belongs to it.</summary>
    public const double WindowSeconds = 60;

    private static readonly string[] LiveGross =
        ["notional", "gross", "quote_notional", "notional_usd", "requested_notional", "desired_gross_usd", "requested_gross"];

    /// <summary>One difference per decision, in order.</summary>
    public static IReadOnlyList<CompareDiff> Diffs(IReadOnlyList<JsonObject> shadow, LiveOrders live)
    {
        ArgumentNullException.ThrowIfNull(shadow);
        ArgumentNullException.ThrowIfNull(live);
        var diffs = new CompareDiff[shadow.Count];
        for (int i = 0; i < diffs.Length; i++)
        {
            diffs[i] = Diff(shadow[i], live);
        }

        return diffs;
    }

    /// <summary>Decisions against the acknowledgements around them; heartbeats stand for no order and are left out.</summary>
    public static PipelineV6CompareSummaryState.WindowedBlock Windowed(IReadOnlyList<JsonObject> shadow, LiveOrders live)
    {
        ArgumentNullException.ThrowIfNull(shadow);
        ArgumentNullException.ThrowIfNull(live);
        int rows = 0;
        int matched = 0;
        int mismatches = 0;
        foreach (JsonObject row in shadow)
        {
            if (Coerce.Flag(row["heartbeat"]))
            {
                continue;
            }

            rows++;
            bool acknowledged = IsoTime.Parse(row["timestamp"]) is { } time && live.AcknowledgedAround(Coerce.Symbol(row["symbol"]), time, WindowSeconds);
            matched += acknowledged ? 1 : 0;
            mismatches += Allowed(row) != acknowledged ? 1 : 0;
        }

        return new PipelineV6CompareSummaryState.WindowedBlock(WindowSeconds, matched, 100.0 * mismatches / Math.Max(1, rows));
    }

    private static CompareDiff Diff(JsonObject row, LiveOrders orders)
    {
        string symbol = Coerce.Symbol(row["symbol"]);
        LiveOrder? live = orders.NewestOf(symbol);
        double? shadowGross = Positive((row["sizing"] as JsonObject)?["sized_gross_usd"])
            ?? Positive((row["size_decision"] as JsonObject)?["gross_usd"])
            ?? Coerce.FirstPositive(row["intent"] as JsonObject, "quote_notional", "notional");
        double? liveGross = live is null
            ? null
            : Coerce.FirstPositive(live.Row, LiveGross) ?? Coerce.FirstPositive(live.Row["normalized"] as JsonObject, "notional", "gross");
        bool sized = shadowGross is not null && liveGross is not null;
        double difference = sized ? liveGross!.Value - shadowGross!.Value : 0;
        double? liveSlippage = live is null ? null : orders.SlippageOf(symbol, live);
        return new CompareDiff
        {
            Shadow = row,
            Live = live,
            VetoMismatch = Allowed(row) != live is not null,
            SizePctDiff = sized ? 100 * difference / shadowGross!.Value : null,
            SizingDiffPct = sized ? Math.Abs(difference) / Math.Max(shadowGross!.Value, 1e-9) : null,
            Upsize = sized && difference > 0,
            SlippageDiffBps = liveSlippage is { } bps && ExpectedSlippage(row) is { } expected ? bps - expected : null,
        };
    }

    /// <summary>What the decision's own price would cost against the market, bps; null when either price is unknown.</summary>
    private static double? ExpectedSlippage(JsonObject row)
    {
        var intent = row["intent"] as JsonObject;
        double? price = Positive(intent?["price"]) ?? Coerce.Number(((intent?["metadata"] as JsonObject)?["signal"] as JsonObject)?["price_hint"]);
        if (price is not > 0 || row["router_decision"] is not JsonObject router)
        {
            return null;
        }

        var policy = router["policy"] as JsonObject;
        bool maker = Coerce.Flag(policy?["maker_first"]) && Coerce.Text(policy?["taker_bias"]) != "prefer_taker";
        if (Coerce.Number((router["effective_px"] as JsonObject)?[maker ? "maker" : "taker"]) is not { } effective)
        {
            return null;
        }

        double bps = (effective - price.Value) / price.Value * 1e4;
        return Coerce.Symbol(intent!["side"]) == "SELL" ? -bps : bps;
    }

    private static bool? Allowed(JsonObject row) => Coerce.Boolean((row["risk_decision"] as JsonObject)?["allowed"]);

    private static double? Positive(JsonNode? node) => Coerce.Number(node) is > 0 and { } number ? number : null;
}
