using System.Text.RegularExpressions;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Architecture;

/// <summary>A source file of the product, as text without comments and string contents.</summary>
internal sealed partial class SourceFile
{
    private SourceFile(string path, string text)
    {
        Path = path;
        Code = Strip(text);
    }

    /// <summary>Path under the repository, with forward slashes.</summary>
    public string Path { get; }

    public string Code { get; }

    /// <summary>Every <c>HedgeFlow.…</c> name the file uses, by using lines or in full, and not its own namespace's declaration.</summary>
    public IEnumerable<string> References =>
        QualifiedName().Matches(NamespaceLine().Replace(Code, "")).Select(static m => m.Value).Distinct(StringComparer.Ordinal);

    public IEnumerable<string> DeclaredTypes => TypeDeclaration().Matches(Code).Select(static m => m.Groups["name"].Value);

    public static SourceFile Of(string path, string text) => new(path, text);

    /// <summary>The files of a folder of the repository, build output left out.</summary>
    public static SourceFile[] Under(string folder)
    {
        string root = System.IO.Path.Combine(Repository.Root, folder);
        return
        [
            .. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Where(static p => !p.Contains("/obj/", StringComparison.Ordinal) && !p.Contains("/bin/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(static p => Of(System.IO.Path.GetRelativePath(Repository.Root, p).Replace('\\', '/'), File.ReadAllText(p))),
        ];
    }

    private static string Strip(string text) => Noise().Replace(text, static m => m.Value[0] == '/' ? "" : "\"\"");

    // Comments, raw strings, verbatim strings, strings, character literals: whatever starts first wins.
    [GeneratedRegex(
        """"
        //[^\n]*|/\*.*?\*/|"""+.*?"""+|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])'
        """",
        RegexOptions.Singleline)]
    private static partial Regex Noise();

    [GeneratedRegex(@"^\s*namespace\s+[\w.]+\s*;?", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"\bHedgeFlow(?:\.[A-Z]\w*)+")]
    private static partial Regex QualifiedName();

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex TypeDeclaration();
}
