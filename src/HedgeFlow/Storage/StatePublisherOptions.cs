using HedgeFlow.Serialization;

namespace HedgeFlow.Storage;

/// <summary>How the state folder is written.</summary>
public sealed record StatePublisherOptions
{
    /// <summary>The caller writes, not a thread: replay, whose end is then the only thing that decides what is on disk.</summary>
    public bool Synchronous { get; init; }

    /// <summary>
    /// Synchronous only: a file that was written less than this ago waits for a newer payload, for this long or for the flush.
    /// A replay runs thousands of ticks a second; nobody could read what it would write between two looks.
    /// </summary>
    public TimeSpan Spacing { get; init; }

    public Durability Durability { get; init; } = Durability.Fast;

    /// <summary>A surface that failed and got no newer payload is tried again after this long (live only).</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long <see cref="StatePublisher.Dispose"/> waits for the disk before it gives up.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Nice value of the writer thread: it must never take the processor from the executor.</summary>
    public int Nice { get; init; } = 10;

    public IFileSystem FileSystem { get; init; } = PhysicalFileSystem.Instance;

    /// <summary>Clock for the age of left-over files.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Every payload passes it before it reaches the disk.</summary>
    public Redactor Redactor { get; init; } = Redactor.Default;

    /// <summary>Told the file of every payload that could not be encoded or written; on the thread that did it.</summary>
    public Action<string>? Failed { get; init; }

    /// <summary>Gets one line per failure.</summary>
    public Action<string>? Log { get; init; }
}
