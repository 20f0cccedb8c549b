using HedgeFlow.Storage;

namespace HedgeFlow.Tests.Storage;

/// <summary>Passes everything on; a test overrides the call that it wants to see.</summary>
internal abstract class DelegatingFileSystem(IFileSystem inner) : IFileSystem
{
    public virtual FileHandle CreateNew(string path, long length) => inner.CreateNew(path, length);

    public virtual FileHandle OpenAppend(string path) => inner.OpenAppend(path);

    public virtual void Write(FileHandle file, ReadOnlySpan<byte> bytes) => inner.Write(file, bytes);

    public virtual void Sync(FileHandle file) => inner.Sync(file);

    public virtual long Length(FileHandle file) => inner.Length(file);

    public virtual void Close(FileHandle file) => inner.Close(file);

    public virtual void Rename(string from, string to) => inner.Rename(from, to);

    public virtual void SyncDirectory(string path) => inner.SyncDirectory(path);

    public virtual void Delete(string path) => inner.Delete(path);

    public virtual void CreateDirectory(string path) => inner.CreateDirectory(path);

    public virtual long? LengthOf(string path) => inner.LengthOf(path);

    public virtual Stream OpenRead(string path) => inner.OpenRead(path);

    public virtual IReadOnlyList<FileEntry> List(string directory) => inner.List(directory);
}
