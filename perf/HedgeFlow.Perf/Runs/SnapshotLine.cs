using System.Text.Json.Serialization;

namespace HedgeFlow.Perf.Runs;

/// <summary>A snapshot line as the plain source-generated decoder sees it: the rival of the feed's own reader.</summary>
internal sealed record SnapshotLine(string Kind, long Seq, double Ts, AccountLine Account, PositionLine[] Positions, Dictionary<string, double> Prices);

/// <summary>The account block.</summary>
internal sealed record AccountLine([property: JsonPropertyName("totalMarginBalance")] double TotalMarginBalance);

/// <summary>One position.</summary>
internal sealed record PositionLine(string Symbol, [property: JsonPropertyName("positionSide")] string PositionSide, double Qty, [property: JsonPropertyName("entryPrice")] double EntryPrice, [property: JsonPropertyName("markPrice")] double MarkPrice, double Leverage);

/// <summary>Generated contract of the rival.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SnapshotLine))]
internal sealed partial class SnapshotLineJson : JsonSerializerContext;
