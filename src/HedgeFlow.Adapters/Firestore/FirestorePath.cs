namespace HedgeFlow.Adapters.Firestore;

/// <summary>Paths below a database: segments separated by '/', an even number for a document, an odd one for a collection.</summary>
public static class FirestorePath
{
    /// <summary>Longest segment in bytes that Firestore takes.</summary>
    private const int LongestSegment = 1500;

    /// <exception cref="ArgumentException">Not the path of a document.</exception>
    public static void RequireDocument(string path) => Require(path, 0, "document");

    /// <exception cref="ArgumentException">Not the path of a collection.</exception>
    public static void RequireCollection(string path) => Require(path, 1, "collection");

    /// <summary>True for an even number of usable segments.</summary>
    public static bool IsDocument(string? path) => Segments(path) is { } count && count % 2 == 0;

    /// <summary>The path as it stands in an address.</summary>
    internal static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static void Require(string path, int rest, string what)
    {
        if (Segments(path) is not { } count || count % 2 != rest)
        {
            throw new ArgumentException($"not the path of a {what}", nameof(path));
        }
    }

    private static int? Segments(string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return null;
        }

        string[] segments = path.Split('/');
        return Array.TrueForAll(segments, IsSegment) ? segments.Length : null;
    }

    private static bool IsSegment(string segment) =>
        segment.Trim().Length > 0 && segment is not ("." or "..")
        && !(segment.StartsWith("__", StringComparison.Ordinal) && segment.EndsWith("__", StringComparison.Ordinal))
        && System.Text.Encoding.UTF8.GetByteCount(segment) <= LongestSegment;
}
