using System.Text.RegularExpressions;
using HedgeFlow.Domain;

namespace HedgeFlow.Storage;

/// <summary>
/// Where one book's files are. The default book is at the log folder itself, any other one in a folder of its name below it.
/// Source: services contract, root layout.
/// </summary>
public sealed partial class BookPaths
{
    /// <summary>Longest book name in characters.</summary>
    public const int LongestName = 64;

    private static readonly string[] ReservedNames = ["state", "execution", "cache", "archive", "con", "prn", "aux", "nul"];

    private readonly Dictionary<string, string> _overrides = new(StringComparer.Ordinal);

    /// <param name="logs">The log folder, absolute or relative to the working directory.</param>
    /// <param name="book">Plain name of the book; null or "" = the default book.</param>
    /// <param name="variable">Reads an environment variable; null = no overrides.</param>
    /// <exception cref="ArgumentException">The book's name is not a plain name.</exception>
    public BookPaths(string logs, string? book = null, Func<string, string?>? variable = null)
    {
        if (!string.IsNullOrEmpty(book) && !IsPlainName(book))
        {
            throw new ArgumentException("a book's name has up to 64 letters, digits, '-', '_' and '.', and starts with a letter or digit", nameof(book));
        }

        Book = book ?? "";
        string root = Path.GetFullPath(logs);
        Root = Book.Length == 0 ? root : Path.Combine(root, Book);
        State = Path.Combine(Root, "state");
        StateForReaders = Variable(variable, "STATE_DIR") is { } state ? Path.GetFullPath(state) : State;
        Execution = Variable(variable, "EXEC_LOG_DIR") is { } execution
            ? Path.Combine(Path.GetFullPath(execution), Book)
            : Path.Combine(Root, "execution");
        Override(JournalFiles.OrdersExecuted, Variable(variable, "ORDER_EVENTS_PATH"));
        Override(JournalFiles.OrderMetrics, Variable(variable, "ORDER_METRICS_PATH") ?? Variable(variable, "ROUTER_METRICS_PATH"));
    }

    /// <summary>Name of the book, "" for the default one.</summary>
    public string Book { get; }

    /// <summary>The book's log folder.</summary>
    public string Root { get; }

    /// <summary>The state folder of the book's writers.</summary>
    public string State { get; }

    /// <summary>The state folder of programs that only read: <c>STATE_DIR</c>, else <see cref="State"/>.</summary>
    public string StateForReaders { get; }

    /// <summary>The folder of the order logs: <c>EXEC_LOG_DIR</c>, else below <see cref="Root"/>.</summary>
    public string Execution { get; }

    /// <summary>What the engine carries over a restart, never under the state folder. Only the remote mirror reads it too, for the day of the peak.</summary>
    public string Cache => Path.Combine(Root, "cache");

    /// <summary>True for a name that can be a folder anywhere and leads nowhere else.</summary>
    public static bool IsPlainName(string? name) =>
        name is { Length: <= LongestName } && PlainName().IsMatch(name) && !ReservedNames.Contains(name.ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>Full path of a JSONL file.</summary>
    /// <param name="file">One of <see cref="JournalFiles"/>.</param>
    /// <exception cref="ArgumentException">The file is not one that the product writes.</exception>
    public string JournalPath(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!JournalCatalog.Contains(file))
        {
            throw new ArgumentException("not a log of the product", nameof(file));
        }

        if (_overrides.TryGetValue(file, out string? path))
        {
            return path;
        }

        const string ExecutionFolder = "execution/";
        return file.StartsWith(ExecutionFolder, StringComparison.Ordinal)
            ? Path.Combine(Execution, file[ExecutionFolder.Length..])
            : Path.Combine(Root, file);
    }

    /// <summary>Lock file of a program that writes this book.</summary>
    public string LockPath(string program) =>
        IsPlainName(program) ? Path.Combine(Root, $".{program}.lock") : throw new ArgumentException("not a program name", nameof(program));

    private static string? Variable(Func<string, string?>? variable, string name) =>
        variable?.Invoke(name)?.Trim() is { Length: > 0 } value ? value : null;

    private void Override(string file, string? path)
    {
        if (path is not null)
        {
            string full = Path.GetFullPath(path);
            _overrides[file] = Book.Length == 0 ? full : Path.Combine(Path.GetDirectoryName(full)!, Book, Path.GetFileName(full));
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex PlainName();
}
