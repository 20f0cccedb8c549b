using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Tests.Conformance;

/// <summary>Compares a case's expected value with what the product returned, by the rules of the vectors' README files.</summary>
internal sealed class VectorComparer(bool exact, IReadOnlySet<string> exactAt, double absolute, double relative = 1e-9)
{
    /// <summary>The first difference as <c>path: expected … actual …</c>, or null when the values agree.</summary>
    public string? Difference(JsonNode? expected, JsonNode? actual) => Compare(expected, actual, "$", exact);

    private string? Compare(JsonNode? expected, JsonNode? actual, string path, bool exactHere)
    {
        if (Coerce.IsNonFinite(actual))
        {
            return $"{path}: a non-finite number was returned";
        }

        switch (expected)
        {
            case null:
                return actual is null ? null : Differ(path, "null", actual);
            case JsonArray expectedArray:
                if (actual is not JsonArray actualArray)
                {
                    return Differ(path, "an array", actual);
                }

                if (expectedArray.Count != actualArray.Count)
                {
                    return $"{path}: expected {expectedArray.Count} items {Show(expected)}, actual {actualArray.Count} {Show(actual)}";
                }

                for (int i = 0; i < expectedArray.Count; i++)
                {
                    if (Compare(expectedArray[i], actualArray[i], $"{path}[{i}]", exactHere) is { } itemDifference)
                    {
                        return itemDifference;
                    }
                }

                return null;
            case JsonObject expectedMap:
                if (actual is not JsonObject actualMap)
                {
                    return Differ(path, "an object", actual);
                }

                foreach (KeyValuePair<string, JsonNode?> member in expectedMap)
                {
                    string memberPath = $"{path}.{member.Key}";
                    if (!actualMap.TryGetPropertyValue(member.Key, out JsonNode? value))
                    {
                        return $"{memberPath}: missing, expected {Show(member.Value)}";
                    }

                    bool exactMember = exactHere || exactAt.Contains(member.Key);
                    if (Compare(member.Value, value, memberPath, exactMember) is { } memberDifference)
                    {
                        return memberDifference;
                    }
                }

                if (exactHere)
                {
                    foreach (KeyValuePair<string, JsonNode?> member in actualMap)
                    {
                        if (!expectedMap.ContainsKey(member.Key))
                        {
                            return $"{path}.{member.Key}: not expected, actual {Show(member.Value)}";
                        }
                    }
                }

                return null;
            default:
                return Scalar(expected, actual, path);
        }
    }

    private string? Scalar(JsonNode expected, JsonNode? actual, string path)
    {
        JsonValueKind kind = expected.GetValueKind();
        if (actual is not JsonValue || actual.GetValueKind() is var actualKind && actualKind != kind)
        {
            return Differ(path, Show(expected), actual);
        }

        switch (kind)
        {
            case JsonValueKind.Number:
                if (Coerce.Integer(expected) is { } expectedInteger && Coerce.Integer(actual) is { } actualInteger)
                {
                    return expectedInteger == actualInteger || Close(expectedInteger, actualInteger) && Math.Abs(expectedInteger) < 1L << 53
                        ? null
                        : Differ(path, Show(expected), actual);
                }

                return Close(Coerce.JsonNumber(expected) ?? double.NaN, Coerce.JsonNumber(actual) ?? double.NaN)
                    ? null
                    : Differ(path, Show(expected), actual);
            case JsonValueKind.String:
                return Coerce.Text(expected) == Coerce.Text(actual) ? null : Differ(path, Show(expected), actual);
            default:
                return null;
        }
    }

    private bool Close(double a, double b)
    {
        double difference = Math.Abs(a - b);
        return difference <= absolute || difference <= relative * Math.Max(Math.Abs(a), Math.Abs(b));
    }

    private static string Differ(string path, string expected, JsonNode? actual) => $"{path}: expected {expected}, actual {Show(actual)}";

    private static string Show(JsonNode? node)
    {
        string text = node is null
            ? "null"
            : Coerce.IsNonFinite(node) ? node.GetValue<double>().ToString(CultureInfo.InvariantCulture) : JsonNodes.FiniteCopy(node)?.ToJsonString() ?? "null";
        return text.Length > 300 ? text[..300] + "…" : text;
    }
}
