using System.Buffers;
using System.Text;
using System.Text.Json;

namespace HedgeFlow.Serialization;

/// <summary>
/// Finds loaded secrets in texts: as they are, in the encodings they leak in (URL, base64, hex, JSON), line by line for keys of
/// several lines, and in pieces of eight characters or more, because a cut or split text still gives a secret away.
/// </summary>
internal sealed class SecretSet
{
    /// <summary>Shorter values would hit ordinary words.</summary>
    private const int ShortestSecret = 6;

    private const int ChunkLength = 8;
    private const int LongestInHex = 128;

    private readonly Pattern[] _patterns;
    private readonly SearchValues<string> _search;
    private readonly SearchValues<string> _triggers;

    public SecretSet(IEnumerable<string> secrets)
    {
        var patterns = new Dictionary<string, Pattern>(StringComparer.Ordinal);
        foreach (string secret in secrets.Select(s => s.Trim()).Where(s => s.Length >= ShortestSecret).Distinct())
        {
            foreach (string form in Forms(secret).Concat(Lines(secret)))
            {
                patterns.TryAdd(form, new Pattern(form, form, 0));
            }

            for (int at = 0; IsToken(secret) && at + ChunkLength <= secret.Length; at += ChunkLength)
            {
                string chunk = secret.Substring(at, ChunkLength);
                patterns.TryAdd(chunk, new Pattern(chunk, secret, at));
            }
        }

        // Longest first: a whole secret is replaced as one.
        _patterns = [.. patterns.Values.OrderByDescending(p => p.Text.Length).ThenBy(p => p.Text, StringComparer.Ordinal)];
        _search = SearchValues.Create([.. _patterns.Select(p => p.Text)], StringComparison.Ordinal);

        // As few as possible: up to eighty are searched with vector instructions.
        _triggers = SearchValues.Create(
            [.. _patterns.Select(p => p.Text).Where(text => !Array.Exists(_patterns, p => p.Text.Length < text.Length && text.Contains(p.Text, StringComparison.Ordinal)))],
            StringComparison.Ordinal);
    }

    /// <summary>False when no part of a secret is in the text. One pass, no allocation.</summary>
    public bool MayOccurIn(ReadOnlySpan<char> text) => _patterns.Length > 0 && text.IndexOfAny(_triggers) >= 0;

    /// <summary>The text without any part of a secret; the same instance when there is none.</summary>
    public string Remove(string text)
    {
        StringBuilder? result = null;
        int copied = 0;
        int from = 0;
        while (from < text.Length && text.AsSpan(from).IndexOfAny(_search) is >= 0 and int found)
        {
            (int start, int end) = Extent(text, from + found, copied);
            result ??= new StringBuilder(text.Length);
            result.Append(text, copied, start - copied).Append(Redactor.Mark);
            copied = from = end;
        }

        return result is null ? text : result.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>The part of the text around a hit that agrees with the secret it comes from.</summary>
    private (int Start, int End) Extent(string text, int at, int floor)
    {
        Pattern pattern = Array.Find(_patterns, p => string.CompareOrdinal(text, at, p.Text, 0, p.Text.Length) == 0)!;
        int start = at;
        int end = at + pattern.Text.Length;
        for (int back = pattern.Offset - 1; back >= 0 && start > floor && text[start - 1] == pattern.Whole[back]; back--)
        {
            start--;
        }

        for (int on = pattern.Offset + pattern.Text.Length; on < pattern.Whole.Length && end < text.Length && text[end] == pattern.Whole[on]; on++)
        {
            end++;
        }

        return (start, end);
    }

    /// <summary>Each line of a value of several lines, also where the line ends are written as two characters.</summary>
    private static IEnumerable<string> Lines(string secret)
    {
        string[] lines = secret.Replace("\\n", "\n", StringComparison.Ordinal).Split('\n', StringSplitOptions.TrimEntries);
        return lines.Length > 1 ? lines.Where(line => line.Length >= 2 * ChunkLength && IsToken(line)) : [];
    }

    /// <summary>The forms a secret leaks in. Hexadecimal ones of a whole document would only slow the search.</summary>
    private static IEnumerable<string> Forms(string secret)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(secret);
        yield return secret;
        yield return Uri.EscapeDataString(secret);
        yield return JsonEncodedText.Encode(secret, OutputJson.Encoder).ToString();
        yield return JsonEncodedText.Encode(secret).ToString();
        yield return Convert.ToBase64String(bytes).TrimEnd('=');
        if (secret.Length <= LongestInHex)
        {
            yield return Convert.ToHexString(bytes);
            yield return Convert.ToHexStringLower(bytes);
        }
    }

    /// <summary>Long, made of letters and digits of both kinds: a piece of it is no ordinary word.</summary>
    private static bool IsToken(string text) =>
        text.Length >= 2 * ChunkLength
        && text.Any(char.IsAsciiDigit) && text.Any(char.IsAsciiLetter)
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '_' or '-' or '.' or '%' or ':' or '@');

    private sealed record Pattern(string Text, string Whole, int Offset);
}
