using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Publish;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Conformance.State;

internal static class LedgerAdapters
{
    [Vector("state/positions_ledger")]
    public static JsonNode? Ledger(JsonNode? input)
    {
        string updatedAt = Coerce.Text(input!["updated_at"])!;
        double now = IsoTime.ParseText(updatedAt)!.Value;
        var registry = new TpSlRegistry(input["tp_sl_registry"]);
        IReadOnlyList<LedgerEntry> entries = new PositionsLedger().Build(CollectionsMarshal.AsSpan(Positions(input["rows"])), registry, now);
        using var encoded = new EncodedLedger(Redactor.Default);
        encoded.Take(entries, registry.Snapshot());
        var state = new PositionsLedgerState
        {
            UpdatedAt = updatedAt,
            UpdatedTs = now,
            Entries = encoded.Entries,
            TpSlLevels = encoded.Levels,
            Metadata = new LedgerMetadata { EntryCount = entries.Count, MismatchBreakdown = MismatchBreakdown.None, Coverage = 0 },
        };
        return Payloads.Node(state, PositionsLedgerState.Surface.TypeInfo);
    }

    [Vector("state/tp_sl_seed", Exact = true)]
    public static JsonNode? Seed(JsonNode? input)
    {
        var seed = new TpSlSeed
        {
            AtrPct = TpSlSeed.Parse(Coerce.AsText(input!["atr_pct"])) ?? 0,
            StopMultiple = TpSlSeed.Parse(Coerce.AsText(input["sl_atr_mult"])) ?? 0,
            TargetMultiple = TpSlSeed.Parse(Coerce.AsText(input["tp_atr_mult"])) ?? 0,
        };
        TpSlLevels? levels = seed.Levels(Coerce.Text(input["side"]), Coerce.AsText(input["entry_price"]));
        return levels is null ? null : new JsonObject { ["tp"] = levels.Tp, ["sl"] = levels.Sl };
    }

    [Vector("state/reconcile")]
    public static JsonNode? Reconcile(JsonNode? input)
    {
        Reconciliation found = Reconciled(input!, Positions(input!["rows"]));
        return new JsonObject
        {
            ["missing_ledger_positions"] = List(found.MissingLedgerPositions),
            ["ghost_ledger_entries"] = List(found.GhostLedgerEntries),
            ["missing_tp_sl_entries"] = List(found.MissingTpSlEntries),
            ["stale_tp_sl_entries"] = List(found.StaleTpSlEntries),
            ["position_keys"] = List(found.PositionKeys),
            ["has_mismatch"] = found.HasMismatch,
            ["breakdown"] = JsonSerializer.SerializeToNode(found.Breakdown, DiagnosticsStateJson.Default.MismatchBreakdown),
        };
    }

    [Vector("state/exit_pipeline", ExactAt = "mismatch_breakdown")]
    public static JsonNode? Exits(JsonNode? input)
    {
        Dictionary<string, double> prices = RawRows.Prices(input!["prices"]);
        List<LedgerPosition> positions = [.. Positions(input["rows"])
            .Select(position => position with { Price = prices.GetValueOrDefault(position.Key.Symbol, double.NaN) })];
        ExitPipelineBlock exits = ExitPipeline.Scan(
            Reconciled(input, positions),
            CollectionsMarshal.AsSpan(positions),
            Levels(input["ledger"]),
            Coerce.Number(input["underwater_threshold"])!.Value);
        return JsonSerializer.SerializeToNode(exits, DiagnosticsStateJson.Default.ExitPipelineBlock);
    }

    private static Reconciliation Reconciled(JsonNode input, List<LedgerPosition> positions) => Reconciliation.Of(
        positions.Select(position => position.Key.ToString()), Levels(input["ledger"]), new TpSlRegistry(input["tp_sl_registry"]));

    private static Dictionary<string, TpSlLevels> Levels(JsonNode? ledger) => ((JsonObject)ledger!)
        .ToDictionary(entry => entry.Key, entry => new TpSlLevels(Coerce.Number(entry.Value!["tp"]), Coerce.Number(entry.Value["sl"])));

    private static List<LedgerPosition> Positions(JsonNode? rows)
    {
        var positions = new List<LedgerPosition>();
        foreach (JsonNode? row in rows as JsonArray ?? [])
        {
            if (LedgerPosition.Read(row, out LedgerPosition position))
            {
                positions.Add(position);
            }
        }

        return positions;
    }

    private static JsonArray List(IEnumerable<string> keys) => [.. keys.Select(key => JsonValue.Create(key))];
}
