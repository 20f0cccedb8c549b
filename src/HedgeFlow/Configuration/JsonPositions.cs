using System.Text;
using System.Text.Json;
using HedgeFlow.Serialization;

namespace HedgeFlow.Configuration;

/// <summary>
/// Where every value of a JSON text stands, by key path (<c>global.tiers.CORE</c>, <c>universe[3].symbol</c>). Built in one pass.
/// </summary>
public sealed class JsonPositions
{
    private readonly Dictionary<string, JsonPosition> _positions = new(StringComparer.Ordinal);
    private readonly List<string> _duplicates = [];

    private JsonPositions()
    {
    }

    /// <summary>Of a document that did not come from a text.</summary>
    public static JsonPositions None { get; } = new();

    /// <summary>Key paths that occur more than once; the last occurrence counts.</summary>
    public IReadOnlyList<string> Duplicates => _duplicates;

    /// <summary>Every key path with a position.</summary>
    public IReadOnlyCollection<string> Paths => _positions.Keys;

    /// <summary>Reads valid JSON; of invalid JSON what stands before the first error.</summary>
    public static JsonPositions Of(ReadOnlySpan<byte> utf8)
    {
        var positions = new JsonPositions();
        try
        {
            positions.Read(utf8);
        }
        catch (JsonException)
        {
            // The loader reports the syntax error itself.
        }

        return positions;
    }

    /// <summary>Place of the value at <paramref name="path"/>, or of the nearest value around it.</summary>
    public JsonPosition Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        for (string at = path; ; at = Parent(at))
        {
            if (_positions.TryGetValue(at, out JsonPosition position))
            {
                return position;
            }

            if (at.Length == 0)
            {
                return default;
            }
        }
    }

    /// <summary>Path of a member of <paramref name="parent"/>.</summary>
    public static string Member(string parent, string name) => parent.Length == 0 ? name : $"{parent}.{name}";

    private static string Parent(string path)
    {
        int dot = path.LastIndexOfAny(['.', '[']);
        return dot < 0 ? "" : path[..dot];
    }

    private void Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = JsonNodes.MaxDepth });
        var open = new Stack<Level>();
        string name = "";
        var cursor = new TextCursor();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = reader.GetString() ?? "";
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                open.Pop();
                continue;
            }

            string path = "";
            if (open.TryPop(out Level level))
            {
                path = level.IsArray ? $"{level.Path}[{level.Next}]" : Member(level.Path, name);
                open.Push(level with { Next = level.Next + 1 });
            }

            cursor.MoveTo(utf8, (int)reader.TokenStartIndex);
            if (!_positions.TryAdd(path, cursor.Position))
            {
                _duplicates.Add(path);
                _positions[path] = cursor.Position;
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                open.Push(new Level(path, reader.TokenType == JsonTokenType.StartArray, 0));
            }
        }
    }

    private readonly record struct Level(string Path, bool IsArray, int Next);

    private struct TextCursor
    {
        private int _at;
        private int _lines;
        private int _columns;

        public readonly JsonPosition Position => new(_lines + 1, _columns + 1);

        public void MoveTo(ReadOnlySpan<byte> utf8, int target)
        {
            ReadOnlySpan<byte> between = utf8[_at..target];
            int lastNewline = between.LastIndexOf((byte)'\n');
            if (lastNewline >= 0)
            {
                _lines += between.Count((byte)'\n');
                _columns = Encoding.UTF8.GetCharCount(between[(lastNewline + 1)..]);
            }
            else
            {
                _columns += Encoding.UTF8.GetCharCount(between);
            }

            _at = target;
        }
    }
}
