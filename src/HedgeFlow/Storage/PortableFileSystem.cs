using System.Runtime.InteropServices;

namespace HedgeFlow.Storage;

/// <summary>The same calls by the base class library, for platforms without the Linux ones; folders cannot be forced to disk here.</summary>
internal sealed class PortableFileSystem : IFileSystem
{
    private const UnixFileMode DirectoryMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    private const UnixFileMode NewFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    public FileHandle CreateNew(string path, long length) => Open(path, FileMode.CreateNew, length);

    public FileHandle OpenAppend(string path) => Open(path, FileMode.Append, 0);

    public void Write(FileHandle file, ReadOnlySpan<byte> bytes) => StreamOf(file).Write(bytes);

    public void Sync(FileHandle file) => StreamOf(file).Flush(flushToDisk: true);

    public long Length(FileHandle file) => StreamOf(file).Length;

    public void Close(FileHandle file)
    {
        GCHandle slot = GCHandle.FromIntPtr(file.Value);
        var stream = (FileStream)slot.Target!;
        slot.Free();
        stream.Dispose();
    }

    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public void SyncDirectory(string path)
    {
    }

    public void Delete(string path) => File.Delete(path);

    public void CreateDirectory(string path) => MakeDirectory(path);

    public long? LengthOf(string path) => LengthOfFile(path);

    public Stream OpenRead(string path) => OpenShared(path);

    public IReadOnlyList<FileEntry> List(string directory) => ListFiles(directory);

    /// <summary>Parents first: the call below gives its mode to the last folder only.</summary>
    internal static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        if (Directory.Exists(path))
        {
            return;
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } parent)
        {
            MakeDirectory(parent);
        }

        Directory.CreateDirectory(path, DirectoryMode);
    }

    internal static long? LengthOfFile(string path)
    {
        var info = new FileInfo(path);
        return info.Exists ? info.Length : null;
    }

    internal static FileStream OpenShared(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);

    internal static IReadOnlyList<FileEntry> ListFiles(string directory) =>
        Directory.Exists(directory)
            ? [.. new DirectoryInfo(directory).EnumerateFiles().Select(f => new FileEntry(f.FullName, new DateTimeOffset(f.LastWriteTimeUtc)))]
            : [];

    private static FileHandle Open(string path, FileMode mode, long length)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            PreallocationSize = length,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = NewFileMode;
        }

        return new FileHandle(GCHandle.ToIntPtr(GCHandle.Alloc(new FileStream(path, options))));
    }

    private static FileStream StreamOf(FileHandle file) => (FileStream)GCHandle.FromIntPtr(file.Value).Target!;
}
