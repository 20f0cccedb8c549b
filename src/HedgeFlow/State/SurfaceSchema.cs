using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace HedgeFlow.State;

/// <summary>
/// JSON Schema (2020-12) of a surface, made from the type of its payload: every key that is always written is required, a double is a
/// number or null unless the contract rules null out.
/// </summary>
public static class SurfaceSchema
{
    private static readonly JsonSchemaExporterOptions Options = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = Transform,
    };

    /// <summary>The schema of a registered surface; null while its payload is a free document.</summary>
    public static JsonObject? Of(StateEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Surface.Contract is not { } contract)
        {
            return null;
        }

        JsonNode body = Inlined(contract.GetJsonSchemaAsNode(Options));
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = entry.SchemaFile,
            ["title"] = entry.File,
            ["description"] = entry.Description,
        };
        if (entry.File == PositionsState.Surface.File)
        {
            // The one surface whose root depends on the contract version.
            JsonNode rows = body["properties"]!["items"]!.DeepClone();
            schema["anyOf"] = new JsonArray(body, rows);
            return schema;
        }

        foreach (KeyValuePair<string, JsonNode?> member in (JsonObject)body)
        {
            schema[member.Key] = member.Value?.DeepClone();
        }

        return schema;
    }

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        ICustomAttributeProvider? attributes = context.PropertyInfo?.AttributeProvider;
        Type type = context.TypeInfo.Type;
        if (type == typeof(double) || type == typeof(double?))
        {
            return Type(attributes.Has<FiniteAttribute>() ? ["number"] : ["number", "null"]);
        }

        if (type == typeof(TimeValue))
        {
            return Type(["number", "string"]);
        }

        if (attributes.Find<SchemaOfAttribute>() is { } encoded)
        {
            JsonTypeInfo element = context.TypeInfo.Options.GetTypeInfo(encoded.Type);
            JsonNode item = Inlined(element.GetJsonSchemaAsNode(Options));
            if (encoded is { Nullable: true, List: false, Map: false } && item["type"] is JsonValue one)
            {
                item["type"] = new JsonArray(one.DeepClone(), "null");
            }

            return encoded.List ? new JsonObject { ["type"] = "array", ["items"] = item }
                : encoded.Map ? new JsonObject { ["type"] = "object", ["additionalProperties"] = item }
                : item;
        }

        if (type == typeof(MirroredObject) || type == typeof(RawJson) || type == typeof(RawJson?))
        {
            return Type(["object", "null"]);
        }

        if (schema is JsonObject map && context.TypeInfo.Kind == JsonTypeInfoKind.Object)
        {
            map.Remove("required");
            var required = new JsonArray();
            foreach (JsonPropertyInfo property in context.TypeInfo.Properties)
            {
                if (property.Get is not null && property.AttributeProvider.Find<JsonIgnoreAttribute>() is null)
                {
                    required.Add((JsonNode)JsonValue.Create(property.Name));
                }
            }

            if (required.Count > 0)
            {
                map["required"] = required;
            }
        }

        return schema;
    }

    private static JsonObject Type(string[] names) => new()
    {
        ["type"] = names.Length == 1 ? JsonValue.Create(names[0]) : new JsonArray([.. names.Select(name => JsonValue.Create(name))]),
    };

    /// <summary>The exporter points to a type's first occurrence; the schema is easier to read and to check with the types in place.</summary>
    private static JsonNode Inlined(JsonNode root)
    {
        return Copy(root)!;

        JsonNode? Copy(JsonNode? node)
        {
            switch (node)
            {
                case JsonObject map when map["$ref"]?.GetValue<string>() is { } pointer:
                    return Copy(Resolve(pointer));
                case JsonObject map:
                    var copy = new JsonObject();
                    foreach (KeyValuePair<string, JsonNode?> member in map)
                    {
                        copy[member.Key] = Copy(member.Value);
                    }

                    return copy;
                case JsonArray list:
                    return new JsonArray([.. list.Select(Copy)]);
                default:
                    return node?.DeepClone();
            }
        }

        JsonNode? Resolve(string pointer)
        {
            JsonNode? node = root;
            foreach (string part in pointer.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                string name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
                node = node is JsonArray list ? list[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] : node?[name];
            }

            return node;
        }
    }

    private static bool Has<T>(this ICustomAttributeProvider? provider)
        where T : Attribute => provider.Find<T>() is not null;

    private static T? Find<T>(this ICustomAttributeProvider? provider)
        where T : Attribute => provider?.GetCustomAttributes(typeof(T), inherit: true).OfType<T>().FirstOrDefault();
}
