using System.Globalization;

namespace HedgeFlow.Feed;

/// <summary>A line that was not taken, and why.</summary>
/// <param name="File">Base name of the file: reports carry no machine paths.</param>
/// <param name="Line">From 1.</param>
/// <param name="Reason">One of <see cref="FeedReasons"/>.</param>
/// <param name="Offset">Where the line starts, in bytes of the (unpacked) file.</param>
/// <param name="Torn">The file ends inside this line.</param>
public readonly record struct FeedRejection(string File, long Line, string Reason, long Offset, bool Torn = false)
{
    /// <summary><c>file:line: reason</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Reason}");
}
