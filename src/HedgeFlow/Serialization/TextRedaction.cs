using System.Buffers;
using System.Text.RegularExpressions;

namespace HedgeFlow.Serialization;

/// <summary>What is taken out of a text whatever secrets are loaded: assigned credentials, PEM blocks, stack frames, folders.</summary>
internal static partial class TextRedaction
{
    /// <summary>Without one of these a text cannot hold anything that the rules below look for.</summary>
    public static readonly string[] Triggers =
    [
        "apikey", "api_key", "api-key", "secret", "passw", "private", "authorization", "signature", "credential", "token",
        "-----BEGIN", "Traceback", "File \"", "at ", "://",
    ];

    private static readonly SearchValues<string> AnyTrigger = SearchValues.Create(Triggers, StringComparison.OrdinalIgnoreCase);

    public static bool MayApply(ReadOnlySpan<char> text) => text.IndexOfAny(AnyTrigger) >= 0;

    /// <summary>Cuts stack traces, blanks PEM blocks and the values of assigned credentials.</summary>
    public static string Apply(string text)
    {
        try
        {
            string result = CutFrames(text);
            result = Pem().Replace(result, Redactor.Mark);
            result = UserPart().Replace(result, "$1" + Redactor.Mark + "@");
            result = Header().Replace(result, "$1" + Redactor.Mark);
            result = Quoted().Replace(result, "$1" + Redactor.Mark + "$3");
            return Assigned().Replace(result, "$1" + Redactor.Mark);
        }
        catch (RegexMatchTimeoutException)
        {
            // A text built to defeat the patterns is not worth showing.
            return Redactor.Mark;
        }
    }

    /// <summary>Absolute paths reduced to their last part; addresses of the net and relative names stay.</summary>
    public static string StripDirectories(string text)
    {
        if (text.AsSpan().IndexOfAny('/', '\\') < 0)
        {
            return text;
        }

        return Directories().Replace(QuotedDirectories().Replace(text, "$1$2"), "$1");
    }

    private static string CutFrames(string text)
    {
        Match frame = Frame().Match(text);
        return frame.Success ? text[..frame.Index].TrimEnd() : text;
    }

    [GeneratedRegex("""\s*(?:\bat [\w.<>`\[\],+$]*\w\.[\w.<>`\[\],+$]+\(|Traceback\b|\bFile "[^"]*", line \d)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Frame();

    [GeneratedRegex("""-----BEGIN[\s\S]*?(?:-----END[^-]*-----|$)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pem();

    /// <summary>Names and passwords in addresses: <c>https://user:password@host</c>.</summary>
    [GeneratedRegex("""(\w://)[^\s/@"']+@""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UserPart();

    /// <summary>HTTP headers: <c>X-MBX-APIKEY: v</c>, <c>Authorization: Bearer v</c>.</summary>
    [GeneratedRegex("""((?:x-mbx-apikey|authorization)["']?\s*[:=]\s*["']?(?:(?:bearer|basic)\s+)?)[^\s"',;&}\])]+""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Header();

    /// <summary>Members of quoted documents inside a text: <c>"api_secret": "v"</c>.</summary>
    [GeneratedRegex("""(["'][\w-]*(?:api[_-]?key|secret|passw(?:or)?d|private[_-]?key|authorization|signature|credential|token)[\w-]*\\?["']\s*[:=]\s*\\?(["']))(?:(?!\2|\\["']).)*(\\?\2|$)""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Quoted();

    /// <summary>Query parts and assignments: <c>signature=v</c>, <c>listen_token=v</c>.</summary>
    [GeneratedRegex("""((?:api[_-]?key|secret|passw(?:or)?d|private[_-]?key|signature|credential|token)[\w-]*\s*=\s*["']?)[^\s"',;&}\])]+""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Assigned();

    /// <summary>A path in quotes may hold blanks.</summary>
    [GeneratedRegex("""(["'])(?:[A-Za-z]:)?[/\\](?![/\\])[^"'\n]*[/\\]([^"'/\\\n]+)(?=\1)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex QuotedDirectories();

    [GeneratedRegex("""(?<![\w:/\\.])(?:[A-Za-z]:)?(?:[/\\](?![/\\])[^/\\\s"'<>|,;()]*)*[/\\]([^/\\\s"'<>|,;()]+)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Directories();
}
