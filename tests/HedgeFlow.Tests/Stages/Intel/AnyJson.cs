using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace HedgeFlow.Tests.Stages.Intel;

/// <summary>Generators of foreign JSON: what a field should hold, what it should not, and non-finite numbers.</summary>
internal static class AnyJson
{
    /// <summary>Any value; a fresh node each time, since a node has one parent.</summary>
    public static Gen<JsonNode?> Value { get; } = Gen.Choose(0, 15).SelectMany(kind => Gen.Choose(-100, 100).Select(n => Make(kind, n)));

    /// <summary>An object whose members, each present or not, hold anything.</summary>
    public static Gen<JsonObject> Row(params string[] members) =>
        Value.ArrayOf(members.Length).SelectMany(values => Gen.Choose(0, int.MaxValue).Select(mask =>
        {
            var row = new JsonObject();
            for (int i = 0; i < members.Length; i++)
            {
                if ((mask >> i & 1) == 0)
                {
                    row[members[i]] = values[i]?.DeepClone();
                }
            }

            return row;
        }));

    private static JsonNode? Make(int kind, int n) => kind switch
    {
        0 => null,
        1 => JsonValue.Create(double.NaN),
        2 => JsonValue.Create(double.PositiveInfinity),
        3 => JsonValue.Create(n % 2 == 0),
        4 => JsonValue.Create("garbage"),
        5 => JsonValue.Create(""),
        6 => JsonValue.Create($" {n / 10.0} "),
        7 => new JsonArray(n, "x"),
        8 => new JsonObject { ["quality"] = n, ["taker_bias"] = "taker", ["x"] = double.NaN },
        9 => JsonValue.Create(1.7e308 * Math.Sign(n)),
        10 => JsonValue.Create(0),
        11 => JsonValue.Create("NaN"),
        12 => JsonValue.Create(1765584000.0 + n),
        _ => JsonValue.Create(n / 25.0),
    };
}
