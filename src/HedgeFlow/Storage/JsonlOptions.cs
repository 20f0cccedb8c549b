namespace HedgeFlow.Storage;

/// <summary>How one JSONL file grows. Source: services contract, rotation.</summary>
public sealed record JsonlOptions
{
    /// <summary>The live file is rotated before a line that would make it larger; 0 or less = never.</summary>
    public long MaxBytes { get; init; } = 10_000_000;

    /// <summary>Generations kept: one less as plain files, the oldest as gzip; 0 or less = never rotate.</summary>
    public int BackupCount { get; init; } = 5;

    /// <summary>Lines are forced to the disk at most this often, and at the end; null = left to the operating system (replay).</summary>
    public TimeSpan? SyncInterval { get; init; } = TimeSpan.FromSeconds(1);

    public IFileSystem FileSystem { get; init; } = PhysicalFileSystem.Instance;

    /// <summary>Clock of <see cref="SyncInterval"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Gets one line per failure.</summary>
    public Action<string>? Log { get; init; }
}
