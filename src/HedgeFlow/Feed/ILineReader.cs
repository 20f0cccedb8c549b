namespace HedgeFlow.Feed;

/// <summary>Lines of one input, one at a time.</summary>
internal interface ILineReader : IDisposable
{
    /// <summary>The line without its end and without a byte order mark; valid until the next read.</summary>
    ReadOnlySpan<byte> Line { get; }

    /// <summary>From 1.</summary>
    long LineNumber { get; }

    /// <summary>Start of the line in the input, bytes.</summary>
    long Offset { get; }

    /// <summary>Bytes of the line as it stands, its end included.</summary>
    long Length { get; }

    LineFlaw Flaw { get; }

    /// <summary>The line has its end; only the last one may lack it.</summary>
    bool Terminated { get; }

    /// <summary>Moves on; false at the end and when cancelled (then it may be called again).</summary>
    bool TryRead(CancellationToken cancellationToken);
}
