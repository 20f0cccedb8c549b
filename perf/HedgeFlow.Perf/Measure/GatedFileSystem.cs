using HedgeFlow.Storage;

namespace HedgeFlow.Perf.Measure;

/// <summary>A disk that stands still on request: every call that makes or writes a file waits at the gate.</summary>
internal sealed class GatedFileSystem(IFileSystem inner) : IFileSystem, IDisposable
{
    public ManualResetEventSlim Gate { get; } = new(true);

    public FileHandle CreateNew(string path, long length)
    {
        Gate.Wait();
        return inner.CreateNew(path, length);
    }

    public FileHandle OpenAppend(string path)
    {
        Gate.Wait();
        return inner.OpenAppend(path);
    }

    public void Write(FileHandle file, ReadOnlySpan<byte> bytes)
    {
        Gate.Wait();
        inner.Write(file, bytes);
    }

    public void Sync(FileHandle file)
    {
        Gate.Wait();
        inner.Sync(file);
    }

    public long Length(FileHandle file) => inner.Length(file);

    public void Close(FileHandle file) => inner.Close(file);

    public void Rename(string from, string to)
    {
        Gate.Wait();
        inner.Rename(from, to);
    }

    public void SyncDirectory(string path) => inner.SyncDirectory(path);

    public void Delete(string path) => inner.Delete(path);

    public void CreateDirectory(string path) => inner.CreateDirectory(path);

    public long? LengthOf(string path) => inner.LengthOf(path);

    public Stream OpenRead(string path) => inner.OpenRead(path);

    public IReadOnlyList<FileEntry> List(string directory) => inner.List(directory);

    public void Dispose() => Gate.Dispose();
}
