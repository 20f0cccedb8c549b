namespace HedgeFlow.Storage;

/// <summary>Takes every byte and keeps none: for runs that must leave no trace. Thread-safe.</summary>
public sealed class DiscardingFileSystem : IFileSystem
{
    public FileHandle CreateNew(string path, long length) => default;

    public FileHandle OpenAppend(string path) => default;

    public void Write(FileHandle file, ReadOnlySpan<byte> bytes)
    {
    }

    public void Sync(FileHandle file)
    {
    }

    public long Length(FileHandle file) => 0;

    public void Close(FileHandle file)
    {
    }

    public void Rename(string from, string to)
    {
    }

    public void SyncDirectory(string path)
    {
    }

    public void Delete(string path)
    {
    }

    public void CreateDirectory(string path)
    {
    }

    public long? LengthOf(string path) => null;

    public Stream OpenRead(string path) => Stream.Null;

    public IReadOnlyList<FileEntry> List(string directory) => [];
}
