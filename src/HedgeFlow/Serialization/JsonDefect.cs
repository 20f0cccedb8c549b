using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HedgeFlow.Serialization;

/// <summary>Says where a text stops being JSON and what stands there, for a person who must mend the file.</summary>
public static class JsonDefect
{
    private const int LongestQuote = 16;

    private static readonly SearchValues<byte> Ends = SearchValues.Create(",}] \t\r\n"u8);

    /// <summary>The first defect as <c>path: what is wrong (byte n)</c>; null when the text is JSON.</summary>
    public static string? Find(ReadOnlySpan<byte> utf8)
    {
        var path = new List<Step>();
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = JsonNodes.MaxDepth });
        bool named = false;
        try
        {
            while (reader.Read())
            {
                named = Follow(ref reader, path);
            }

            return null;
        }
        catch (JsonException)
        {
            return Describe(utf8, (int)reader.BytesConsumed, path, named);
        }
    }

    /// <summary>Keeps the path of the next value; true when its name has just been read.</summary>
    private static bool Follow(ref Utf8JsonReader reader, List<Step> path)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                path[^1] = path[^1] with { Name = reader.GetString() };
                return true;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                path.Add(new Step(reader.TokenType == JsonTokenType.StartArray, 0, null));
                return false;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                path.RemoveAt(path.Count - 1);
                break;
        }

        if (path.Count > 0)
        {
            path[^1] = path[^1] with { Index = path[^1].Index + 1 };
        }

        return false;
    }

    private static string Describe(ReadOnlySpan<byte> utf8, int consumed, List<Step> path, bool named)
    {
        int start = consumed;
        while (start < utf8.Length && utf8[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',' or (byte)':')
        {
            start++;
        }

        ReadOnlySpan<byte> rest = utf8[start..];
        int end = rest.IndexOfAny(Ends);
        string what = rest.IsEmpty || end < 0 ? "the file ends in the middle"
            : rest[0] == (byte)'"' ? "a text that is not whole"
            : Quote(rest[..Math.Max(1, end)]) is { } word && word is "NaN" or "Infinity" or "-Infinity" or "nan" or "inf" or "-inf" ? $"{word} is no number"
            : $"'{Quote(rest[..Math.Max(1, end)])}' is not expected";
        return string.Create(CultureInfo.InvariantCulture, $"{PathOf(path, named)}: {what} (byte {start})");
    }

    private static string Quote(ReadOnlySpan<byte> word)
    {
        string text = Encoding.UTF8.GetString(word[..Math.Min(word.Length, LongestQuote)]);
        return string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
    }

    private static string PathOf(List<Step> path, bool named)
    {
        var text = new StringBuilder("$");
        for (int i = 0; i < path.Count; i++)
        {
            Step step = path[i];
            if (step.IsArray)
            {
                text.Append(CultureInfo.InvariantCulture, $"[{step.Index}]");
            }
            else if (step.Name is { } name && (named || i < path.Count - 1))
            {
                text.Append(CultureInfo.InvariantCulture, $".{name}");
            }
        }

        return text.ToString();
    }

    private readonly record struct Step(bool IsArray, int Index, string? Name);
}
