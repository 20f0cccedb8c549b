namespace HedgeFlow.Stages.Sync;

/// <summary>A file that a cycle did without.</summary>
/// <param name="File">File name under the state folder.</param>
/// <param name="Reason">One of the words below.</param>
public readonly record struct SkippedInput(string File, string Reason)
{
    public const string Missing = "missing";
    public const string Empty = "empty";
    public const string NotJson = "not_json";
    public const string NotAnObject = "not_an_object";

    /// <summary>Readable, but without a NAV, with a time that cannot be, or older than what was mirrored before.</summary>
    public const string Rejected = "rejected";

    public override string ToString() => $"{File}: {Reason}";
}
