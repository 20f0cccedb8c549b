using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel.Factors;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Conformance.Factors;

/// <summary>How the vectors of this area write settings, rows, maps and files.</summary>
internal static class FactorInputs
{
    public const double Clock = 1700000000.0;

    public static double Now(JsonNode? input) => Coerce.JsonNumber(input?["now"]) ?? Clock;

    public static FactorNames Names(JsonNode? list) =>
        list is JsonArray names ? FactorNames.Of(names.Select(name => Coerce.Text(name)!)) : FactorNames.Default;

    /// <summary>Rows as they are, without upper-casing.</summary>
    public static IReadOnlyList<FactorVector> Vectors(JsonNode? list) =>
        [.. (list as JsonArray ?? []).Cast<JsonObject>().Select(row => new FactorVector(
            Coerce.Text(row["symbol"])!,
            Coerce.Text(row["direction"]) ?? "LONG",
            Coerce.Text(row["regime"]) ?? "normal",
            Coerce.JsonNumber(row["hybrid_score"]) ?? 0,
            row["factors"] as JsonObject ?? [],
            FactorNames.Empty))];

    public static FactorMatrix Matrix(JsonNode? input) => FactorMatrix.Of(Vectors(input?["vectors"]), Names(input?["factor_names"]));

    /// <summary>A number, finite or not; NaN for everything else.</summary>
    public static double Double(JsonNode? node) =>
        Coerce.JsonNumber(node) ?? (Coerce.IsNonFinite(node) ? node!.GetValue<double>() : double.NaN);

    public static OrderedDictionary<string, double> Numbers(JsonNode? map) => FactorRatios.Numbers(map as JsonObject);

    public static JsonObject Map(IEnumerable<KeyValuePair<string, double>> values) =>
        new(values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)JsonValue.Create(value.Value))));

    /// <summary>What a surface writes, read back.</summary>
    public static JsonNode? Written(StateSurface surface, object payload)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, OutputJson.WriterOptions))
        {
            surface.Write(writer, payload);
        }

        return JsonNodes.Parse(buffer.WrittenSpan);
    }

    /// <summary>The settings that the cases give member by member.</summary>
    public static AutoWeightingSettings Weighting(JsonNode? config) => new(
        true,
        Coerce.Text(config?["mode"])!,
        Coerce.JsonNumber(config?["min_weight"])!.Value,
        Coerce.JsonNumber(config?["max_weight"])!.Value,
        Coerce.Boolean(config?["normalize_to_one"])!.Value,
        Coerce.JsonNumber(config?["smoothing_alpha"])!.Value);
}
