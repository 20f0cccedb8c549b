using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Tests.Support;

/// <summary>Documents that nobody should send, the same for the same seed: known member names with values of every wrong kind.</summary>
internal sealed class GarbageJson(int seed)
{
    private static readonly string[] Texts =
        ["", " ", "NaN", "Infinity", "1e400", "-1e308", "true", "LONG", "sell", "\0", "💥", "\ud800", "2025-13-45T99:00:00Z", "0x10", "null", "1e3"];

    private static readonly double[] Numbers =
        [0, -0.0, 1, -1, 0.1, 1e-320, 1e308, -1e308, 9007199254740993, 1764000000, 1764000000000, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    private SeededRandom _random = new((ulong)seed);

    /// <summary>An object with some of the <paramref name="names"/>; those in <paramref name="kept"/> are left out.</summary>
    public JsonObject Object(IReadOnlyList<string> names, params ReadOnlySpan<string> kept)
    {
        var map = new JsonObject();
        foreach (string name in names)
        {
            if (!kept.Contains(name) && _random.NextUnit() < 0.6)
            {
                map[name] = Value(3);
            }
        }

        return map;
    }

    /// <summary>A double, NaN and infinities included; often one of ordinary size.</summary>
    public double Number() =>
        _random.NextUnit() < 0.5 ? Numbers[_random.NextIndex(Numbers.Length)] : (_random.NextUnit() - 0.3) * Math.Pow(10, _random.NextIndex(12) - 5);

    public string Text() => Texts[_random.NextIndex(Texts.Length)];

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => _random.NextUnit() < probability;

    public int Index(int count) => _random.NextIndex(count);

    /// <summary>Path of the first number that is not finite; null when every number is.</summary>
    public static string? NonFinite(JsonNode? node) => node switch
    {
        JsonObject map => map.Select(member => NonFinite(member.Value) is { } path ? $"{member.Key}.{path}" : null).FirstOrDefault(path => path is not null),
        JsonArray items => items.Select(NonFinite).FirstOrDefault(path => path is not null),
        _ => Coerce.IsNonFinite(node) ? "." : null,
    };

    public JsonNode? Value(int depth)
    {
        switch (_random.NextIndex(depth > 0 ? 8 : 6))
        {
            case 0:
                return null;
            case 1:
                return JsonValue.Create(_random.NextUnit() < 0.5);
            case 2 or 3:
                return JsonValue.Create(Texts[_random.NextIndex(Texts.Length)]);
            case 4:
                return JsonValue.Create((long)_random.NextBits());
            case 5:
                return JsonValue.Create(Numbers[_random.NextIndex(Numbers.Length)]);
            case 6:
                var list = new JsonArray();
                for (int i = _random.NextIndex(4); i > 0; i--)
                {
                    list.Add(Value(depth - 1));
                }

                return list;
            default:
                var map = new JsonObject();
                for (int i = _random.NextIndex(4); i > 0; i--)
                {
                    map[$"k{i}"] = Value(depth - 1);
                }

                return map;
        }
    }
}
