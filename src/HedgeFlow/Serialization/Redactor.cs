using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HedgeFlow.Serialization;

/// <summary>
/// Takes secrets out of everything that leaves the program: state files, JSONL lines, log lines, HTTP answers, documents of the
/// mirror. Most outputs hold nothing suspicious: that is found by a scan without allocation. Thread-safe.
/// Source: services contract, sanitisation.
/// </summary>
public sealed class Redactor
{
    /// <summary>What stands in place of a secret. Never its length, never its first letters.</summary>
    public const string Mark = "[redacted]";

    /// <summary>Longest text that an exception contributes to an output, in characters.</summary>
    public const int LongestException = 300;

    private readonly SecretSet _secrets;

    /// <param name="secrets">Values that must not occur in any output; those below six characters are not looked for.</param>
    public Redactor(IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        _secrets = new SecretSet(secrets);
    }

    /// <summary>Knows names and patterns, but no loaded secret.</summary>
    public static Redactor Default { get; } = new([]);

    /// <summary>An exception as one short line without folders: for outputs that no loaded secret can reach, or that are redacted again.</summary>
    public static string Exception(Exception exception) => Default.Message(exception);

    /// <summary>True when the property's value must not be written.</summary>
    public static bool IsSecretName(ReadOnlySpan<char> name) => SecretNames.Contains(name);

    /// <summary>The text without secrets and stack traces; the same instance when there is nothing to take out.</summary>
    public string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Secrets first: a pattern may take a part of one and leave the rest unrecognisable.
        string result = _secrets.MayOccurIn(text) ? _secrets.Remove(text) : text;
        return TextRedaction.MayApply(result) ? TextRedaction.Apply(result) : result;
    }

    /// <summary>As <see cref="Text"/>, on one line: what may be written to a log or a terminal.</summary>
    public string Line(string text)
    {
        string result = Text(text);
        return result.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0
            ? result
            : string.Create(result.Length, result, (span, source) =>
            {
                for (int i = 0; i < source.Length; i++)
                {
                    span[i] = source[i] < ' ' ? ' ' : source[i];
                }
            });
    }

    /// <summary>The exception's innermost message: first line, no folders, no secrets, at most <see cref="LongestException"/> characters.</summary>
    public string Message(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Exception cause = exception is AggregateException aggregate ? aggregate.GetBaseException() : exception;
        string text = Text(cause.Message).Trim();
        int end = text.AsSpan().IndexOfAny('\r', '\n');
        text = TextRedaction.StripDirectories(end < 0 ? text : text[..end].TrimEnd());
        if (text.Length == 0)
        {
            return cause.GetType().Name;
        }

        return text.Length <= LongestException
            ? text
            : text[..(char.IsHighSurrogate(text[LongestException - 1]) ? LongestException - 1 : LongestException)];
    }

    /// <summary>
    /// True when the JSON that <see cref="OutputJson"/> wrote certainly holds nothing to take out; false when it must be rewritten.
    /// </summary>
    public bool IsClean(ReadOnlySpan<byte> json)
    {
        // A backslash may hide a letter of a word that is looked for, or quote a document inside a text.
        if (json.Contains((byte)'\\') || HasSecretName(json))
        {
            return false;
        }

        char[] chars = ArrayPool<char>.Shared.Rent(json.Length);
        int length = Encoding.UTF8.GetChars(json, chars);
        ReadOnlySpan<char> text = chars.AsSpan(0, length);
        bool clean = !TextRedaction.MayApply(text) && !_secrets.MayOccurIn(text);
        ArrayPool<char>.Shared.Return(chars);
        return clean;
    }

    /// <summary>Copies one JSON value; numbers stay as they are written. The copy of a clean value is the same bytes.</summary>
    /// <exception cref="JsonException">Not JSON.</exception>
    public void Rewrite(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = OutputJson.WriterOptions.MaxDepth });
        using var writer = new Utf8JsonWriter(output, OutputJson.WriterOptions);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    writer.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    writer.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteStartArray();
                    break;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    break;
                case JsonTokenType.PropertyName:
                    string name = reader.GetString()!;
                    writer.WritePropertyName(Text(name));
                    if (SecretNames.Contains(name))
                    {
                        reader.Read();
                        reader.Skip();
                        writer.WriteStringValue(Mark);
                    }

                    break;
                case JsonTokenType.String:
                    writer.WriteStringValue(Text(reader.GetString()!));
                    break;
                default:
                    writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                    break;
            }
        }
    }

    /// <summary>A copy of the JSON value without secrets.</summary>
    public byte[] Clean(ReadOnlySpan<byte> json)
    {
        if (IsClean(json))
        {
            return json.ToArray();
        }

        using var redacted = new PooledBufferWriter();
        Rewrite(json, redacted);
        return redacted.WrittenSpan.ToArray();
    }

    /// <summary>A copy without secrets; the same instance when there is nothing to take out.</summary>
    public JsonNode? Node(JsonNode? node)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        JsonNodeWriter.Write(buffer, node);
        if (IsClean(buffer.WrittenSpan))
        {
            return node;
        }

        var redacted = new ArrayBufferWriter<byte>(buffer.WrittenCount);
        Rewrite(buffer.WrittenSpan, redacted);
        return JsonNodes.Parse(redacted.WrittenSpan);
    }

    /// <summary>Property names end where <c>":</c> stands: inside a text that quote would be escaped.</summary>
    private static bool HasSecretName(ReadOnlySpan<byte> json)
    {
        while (json.IndexOf("\":"u8) is >= 0 and int end)
        {
            if (SecretNames.Contains(json[(json[..end].LastIndexOf((byte)'"') + 1)..end]))
            {
                return true;
            }

            json = json[(end + 2)..];
        }

        return false;
    }
}
