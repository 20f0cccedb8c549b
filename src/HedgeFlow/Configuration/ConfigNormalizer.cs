using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Configuration;

/// <summary>
/// Checks a document against a schema and makes its normal form: numeric texts as numbers, percentages as fractions, gross caps
/// as multiples of NAV. Reports every problem, not the first. Keys the schema does not know are reported and kept. A value of the
/// wrong shape is left out; a number that is none is an error. Source: risk contract, configuration.
/// </summary>
public static class ConfigNormalizer
{
    /// <summary>The normal form of <paramref name="node"/>; empty when it is missing or not an object.</summary>
    public static JsonObject Normalize(ConfigDocument document, JsonNode? node, string path, ConfigSchema schema, ICollection<ConfigProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(schema);
        var normal = new JsonObject();
        if (node is not JsonObject map)
        {
            if (node is not null)
            {
                document.Report(problems, path, node, "an object is expected here", "write { … }", ConfigSeverity.Warning);
            }

            return normal;
        }

        foreach (KeyValuePair<string, JsonNode?> member in map)
        {
            string at = JsonPositions.Member(path, member.Key);
            if (schema.Find(member.Key) is not { } key)
            {
                string remedy = schema.Nearest(member.Key) is { } near ? $"did you mean {near}?" : "remove it";
                document.Report(problems, at, member.Value, "this key is not known and has no effect", remedy, ConfigSeverity.Warning);
                normal[member.Key] = JsonNodes.FiniteCopy(member.Value);
            }
            else if (member.Value is not null && Value(document, member.Value, at, key, problems) is { } value)
            {
                normal[member.Key] = value;
            }
        }

        return normal;
    }

    private static JsonNode? Value(ConfigDocument document, JsonNode node, string path, ConfigKey key, ICollection<ConfigProblem> problems)
    {
        switch (key.Kind)
        {
            case ConfigKeyKind.Number or ConfigKeyKind.Percentage or ConfigKeyKind.ExposureRatio:
                return Number(document, node, path, key, problems);
            case ConfigKeyKind.Flag:
                if (!IsFlag(node))
                {
                    document.Report(problems, path, node, "this is neither true nor false and reads as false", "write true or false", ConfigSeverity.Warning);
                }

                return JsonValue.Create(Coerce.Flag(node));
            case ConfigKeyKind.Text:
                return Text(document, node, path, key, problems);
            case ConfigKeyKind.Texts:
                return Texts(document, node, path, problems);
            case ConfigKeyKind.Block:
                return node is JsonObject
                    ? Normalize(document, node, path, key.Schema!, problems)
                    : Left(document, node, path, "an object is expected here; it is ignored", "write { … }", problems);
            case ConfigKeyKind.Blocks:
                return Blocks(document, node, path, key, problems);
            default:
                return JsonNodes.FiniteCopy(node);
        }
    }

    private static JsonValue? Number(ConfigDocument document, JsonNode node, string path, ConfigKey key, ICollection<ConfigProblem> problems)
    {
        if (Coerce.Number(node) is not { } number)
        {
            document.Report(problems, path, node, "a number is expected here", Example(key));
            return null;
        }

        if (number < key.Min || number > key.Max)
        {
            document.Report(problems, path, node, Range(key), Example(key));
            return null;
        }

        double normal = key.Kind switch
        {
            ConfigKeyKind.Percentage => Fractions.NormalizePercentage(number) ?? 0,
            ConfigKeyKind.ExposureRatio => Fractions.NormalizeExposureRatio(number) ?? 0,
            _ => number,
        };
        return Coerce.Integer(node) is { } integer && integer == normal ? JsonValue.Create(integer) : JsonValue.Create(normal);
    }

    private static JsonValue? Text(ConfigDocument document, JsonNode node, string path, ConfigKey key, ICollection<ConfigProblem> problems)
    {
        if (Coerce.Text(node) is not { } text)
        {
            return (JsonValue?)Left(document, node, path, "a text is expected here; it is ignored", "write it in quotes", problems);
        }

        if (key.Words is { } words && !words.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase))
        {
            document.Report(problems, path, node, "this word is not known here", $"write one of {string.Join(", ", words)}", ConfigSeverity.Warning);
        }

        return JsonValue.Create(text);
    }

    private static JsonArray? Texts(ConfigDocument document, JsonNode node, string path, ICollection<ConfigProblem> problems)
    {
        if (node is not JsonArray array)
        {
            return (JsonArray?)Left(document, node, path, "a list of texts is expected here; it is ignored", "write [\"…\"]", problems);
        }

        var normal = new JsonArray();
        for (int i = 0; i < array.Count; i++)
        {
            if (Coerce.Text(array[i]) is { } text && text.Trim().Length > 0)
            {
                normal.Add((JsonNode?)JsonValue.Create(text));
            }
            else
            {
                Left(document, array[i], $"{path}[{i}]", "a text is expected here; it is ignored", "write it in quotes", problems);
            }
        }

        return normal;
    }

    private static JsonArray? Blocks(ConfigDocument document, JsonNode node, string path, ConfigKey key, ICollection<ConfigProblem> problems)
    {
        if (node is not JsonArray array)
        {
            return (JsonArray?)Left(document, node, path, "a list of objects is expected here; it is ignored", "write [{ … }]", problems);
        }

        var normal = new JsonArray();
        for (int i = 0; i < array.Count; i++)
        {
            string at = $"{path}[{i}]";
            if (array[i] is JsonObject)
            {
                normal.Add((JsonNode)Normalize(document, array[i], at, key.Schema!, problems));
            }
            else
            {
                Left(document, array[i], at, "an object is expected here; it is ignored", "write { … }", problems);
            }
        }

        return normal;
    }

    private static JsonNode? Left(
        ConfigDocument document, JsonNode? node, string path, string message, string remedy, ICollection<ConfigProblem> problems)
    {
        document.Report(problems, path, node, message, remedy, ConfigSeverity.Warning);
        return null;
    }

    private static bool IsFlag(JsonNode node) =>
        node.GetValueKind() is JsonValueKind.True or JsonValueKind.False
        || Coerce.IsNumber(node)
        || Coerce.Text(node)?.Trim().ToLowerInvariant() is "1" or "true" or "yes" or "on" or "0" or "false" or "no" or "off" or "";

    private static string Range(ConfigKey key) => key.Kind == ConfigKeyKind.Percentage
        ? "a percentage stands between 0 and 1 as a fraction, or up to 100 as a percentage"
        : double.IsFinite(key.Max)
            ? $"the number must stand between {Show(key.Min)} and {Show(key.Max)}"
            : $"the number must be {Show(key.Min)} or more";

    private static string Example(ConfigKey key) => key.Kind switch
    {
        ConfigKeyKind.Percentage => "write 0.06 or 6 for six percent, 0 to switch it off",
        ConfigKeyKind.ExposureRatio => "write 1.8 or 180 for 180 percent of NAV, 0 to switch it off",
        _ => "write a number, or remove the key for its default",
    };

    private static string Show(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
