using HedgeFlow.Storage;

namespace HedgeFlow.Perf.Measure;

/// <summary>Takes every byte and keeps none: what is left of a publication without its disk.</summary>
internal sealed class NullFileSystem : IFileSystem
{
    public long Bytes { get; private set; }

    public FileHandle CreateNew(string path, long length) => default;

    public FileHandle OpenAppend(string path) => default;

    public void Write(FileHandle file, ReadOnlySpan<byte> bytes) => Bytes += bytes.Length;

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
