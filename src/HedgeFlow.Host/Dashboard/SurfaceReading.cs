using System.Text.Json.Nodes;

namespace HedgeFlow.Host.Dashboard;

/// <summary>One state file as it was found.</summary>
/// <param name="Document">The content, or the last good one when the file is missing or broken; null when there is none.</param>
/// <param name="Error">null, <c>missing</c>, <c>malformed</c>, <c>empty</c>, <c>too_large</c> or <c>unreadable</c>.</param>
/// <param name="LastKnown">True when <paramref name="Document"/> is not what the file holds now.</param>
/// <param name="Age">Seconds since the time in the document; null when it has none.</param>
/// <param name="Bytes">Length of the file; 0 when missing.</param>
internal readonly record struct SurfaceReading(JsonObject? Document, string? Error, bool LastKnown, double? Age, long Bytes)
{
    /// <summary><c>fresh</c>, <c>late</c>, <c>stale</c>, <c>undated</c>, or the error.</summary>
    public string Status(double? staleAfter, double? lateAfter = null) =>
        Error ?? (Age is not { } age ? "undated" : age > staleAfter ? "stale" : age > lateAfter ? "late" : "fresh");
}
