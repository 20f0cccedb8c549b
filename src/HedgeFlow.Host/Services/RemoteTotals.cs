namespace HedgeFlow.Host.Services;

/// <summary>What the remote half did since the start, and what a month at this rate costs.</summary>
/// <param name="Cycles">Cycles that reached the remote half.</param>
/// <param name="Documents">Documents written.</param>
/// <param name="Bytes">Bytes written, as Firestore counts them.</param>
/// <param name="Unchanged">Documents of the last cycle left as they are.</param>
/// <param name="Resynchronised">How often everything was sent again, because the remote was emptied or written by another hand.</param>
/// <param name="Failures">Word of a failure → failed cycles; ordinal order.</param>
/// <param name="WritesPerDay">At the rate so far.</param>
/// <param name="ReadsPerDay">At the rate so far.</param>
/// <param name="UsdPerMonth">At list price beyond the free quota.</param>
internal sealed record RemoteTotals(
    long Cycles,
    long Documents,
    long Bytes,
    int Unchanged,
    long Resynchronised,
    IReadOnlyDictionary<string, long> Failures,
    double WritesPerDay,
    double ReadsPerDay,
    double UsdPerMonth)
{
    public static RemoteTotals None { get; } = new(0, 0, 0, 0, 0, new Dictionary<string, long>(), 0, 0, 0);
}
