using System.Text;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Feed;
using HedgeFlow.Serialization;

namespace HedgeFlow.Tests.Conformance.Services;

internal static class FeedAdapters
{
    [Vector("services/feed_lines", Exact = true)]
    public static JsonNode? Lines(JsonNode? input)
    {
        using var feed = new StreamFeed(new MemoryStream(Content(input!["lines"])), Coerce.Text(input["file"])!);
        var sink = new Collector();
        var records = new JsonArray();
        while (feed.TryRead(sink, CancellationToken.None))
        {
            records.Add(new JsonObject { ["line"] = feed.Position.Line, ["kind"] = sink.Kind, ["ts"] = sink.Ts });
        }

        return new JsonObject { ["records"] = records, ["rejected"] = sink.Rejected, ["ignored"] = feed.Counters.Ignored };
    }

    [Vector("services/feed_merge", Exact = true)]
    public static JsonNode? Merge(JsonNode? input)
    {
        var inputs = new List<FeedInput>();
        foreach (JsonNode? file in (JsonArray)input!["files"]!)
        {
            byte[] content = Content(file!["lines"]);
            inputs.Add(new FeedInput(Coerce.Text(file["file"])!, () => new MemoryStream(content)));
        }

        using var feed = new RecordedFeed(inputs);
        var sink = new Collector();
        var records = new JsonArray();
        while (feed.TryRead(sink, CancellationToken.None))
        {
            records.Add(new JsonObject { ["file"] = feed.Position.FileIndex, ["line"] = feed.Position.Line, ["kind"] = sink.Kind });
        }

        return records;
    }

    [Vector("services/exchange_positions", ExactAt = "positions")]
    public static JsonNode? Positions(JsonNode? input)
    {
        var positions = ExchangePositions.Parse(input!["position_risk"]);
        string symbol = Coerce.Symbol(input["symbol"]);
        string side = Coerce.Text(input["position_side"])!;
        var rows = new JsonArray();
        foreach (ExchangePosition row in positions.Rows)
        {
            rows.Add(new JsonObject
            {
                ["symbol"] = row.Symbol,
                ["positionSide"] = row.PositionSide,
                ["qty"] = row.Qty,
                ["entryPrice"] = OrNull(row.EntryPrice),
                ["unrealized"] = OrNull(row.Unrealized),
                ["markPrice"] = OrNull(row.MarkPrice),
                ["leverage"] = OrNull(row.Leverage),
            });
        }

        (string? oppositeSide, double qty, double mark) = positions.Opposite(symbol, side);
        return new JsonObject
        {
            ["positions"] = rows,
            ["skipped"] = positions.Skipped,
            ["gross_notional_at_entry"] = positions.GrossNotionalAtEntry(),
            ["symbol_open_qty"] = positions.SymbolOpenQty(symbol, side),
            ["symbol_gross_at_entry"] = positions.SymbolGrossAtEntry(symbol, side),
            ["opposite"] = new JsonObject { ["side"] = oppositeSide, ["qty"] = qty, ["mark"] = mark },
        };
    }

    private static JsonNode? OrNull(double value) => double.IsNaN(value) ? null : JsonValue.Create(value);

    private static byte[] Content(JsonNode? lines) =>
        Encoding.UTF8.GetBytes(string.Concat(((JsonArray)lines!).Select(line => Coerce.Text(line) + "\n")));

    private sealed class Collector : IFeedSink
    {
        public string Kind { get; private set; } = "";

        public double Ts { get; private set; }

        public JsonArray Rejected { get; } = [];

        public void OnSnapshot(ExchangeSnapshot snapshot) => (Kind, Ts) = (FeedKinds.Name(FeedKind.Snapshot), snapshot.Ts);

        public void OnFact(OrderFact fact) => (Kind, Ts) = (FeedKinds.Name(fact.Kind), fact.Ts);

        public void OnRejected(in FeedRejection rejection) =>
            Rejected.Add(new JsonObject { ["line"] = rejection.Line, ["reason"] = rejection.Reason });
    }
}
