namespace HedgeFlow.Storage;

/// <summary>What happened to one state file so far.</summary>
/// <param name="File">File name.</param>
/// <param name="Writes">Times the file was replaced.</param>
/// <param name="Failures">Payloads that could not be serialised or written; the old file stayed.</param>
/// <param name="Replaced">Payloads that a newer one replaced before they were written.</param>
/// <param name="Bytes">Bytes written in total.</param>
/// <param name="LastBytes">Size of the last payload in bytes.</param>
/// <param name="LastTime">Serialisation and replacement of the last written payload.</param>
/// <param name="MaxTime">The longest such time.</param>
/// <param name="LastError">Reason of the last failure, one line; null when the last write worked.</param>
public sealed record SurfaceCounters(
    string File, long Writes, long Failures, long Replaced, long Bytes, int LastBytes, TimeSpan LastTime, TimeSpan MaxTime, string? LastError);
