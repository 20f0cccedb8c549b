using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace HedgeFlow.Storage;

/// <summary>File calls of the C library: real O_APPEND, checked fsync, preallocation, and no allocation per call.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxFileSystem : IFileSystem
{
    private const int FileMode = 0b110_100_000; // 0640

    public FileHandle CreateNew(string path, long length)
    {
        int file = Open(path, Libc.WriteOnly | Libc.Create | Libc.Exclusive | Libc.CloseOnExec, "create");
        while (length > 0 && Libc.Allocate(file, 0, 0, length) != 0)
        {
            switch (Marshal.GetLastPInvokeError())
            {
                case Libc.Interrupted:
                    continue;
                case Libc.NotSupported or Libc.NotImplemented or Libc.InvalidArgument:
                    // The file system cannot; the write allocates then.
                    return new FileHandle(file);
                default:
                    IOException failure = Libc.Failure("allocate");
                    _ = Libc.Close(file);
                    _ = Libc.Unlink(path);
                    throw failure;
            }
        }

        return new FileHandle(file);
    }

    public FileHandle OpenAppend(string path) =>
        new(Open(path, Libc.WriteOnly | Libc.Create | Libc.Append | Libc.CloseOnExec | Libc.NoFollow, "open"));

    public unsafe void Write(FileHandle file, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            int done = 0;
            while (done < bytes.Length)
            {
                nint written = Libc.Write((int)file.Value, start + done, bytes.Length - done);
                if (written > 0)
                {
                    done += (int)written;
                }
                else if (written == 0 || Marshal.GetLastPInvokeError() != Libc.Interrupted)
                {
                    throw Libc.Failure("write");
                }
            }
        }
    }

    public void Sync(FileHandle file) => Sync((int)file.Value, "fsync");

    public long Length(FileHandle file)
    {
        long length = Libc.Seek((int)file.Value, 0, 2);
        return length >= 0 ? length : throw Libc.Failure("length");
    }

    public void Close(FileHandle file)
    {
        // Not repeated when interrupted: the descriptor is gone by then and may be somebody else's.
        if (Libc.Close((int)file.Value) != 0 && Marshal.GetLastPInvokeError() != Libc.Interrupted)
        {
            throw Libc.Failure("close");
        }
    }

    public void Rename(string from, string to)
    {
        if (Libc.Rename(from, to) != 0)
        {
            throw Libc.Failure("rename");
        }
    }

    public void SyncDirectory(string path)
    {
        int directory = Open(path, Libc.ReadOnly | Libc.CloseOnExec, "open directory");
        try
        {
            Sync(directory, "fsync directory");
        }
        finally
        {
            _ = Libc.Close(directory);
        }
    }

    public void Delete(string path)
    {
        if (Libc.Unlink(path) != 0 && Marshal.GetLastPInvokeError() != Libc.NoEntry)
        {
            throw Libc.Failure("delete");
        }
    }

    public void CreateDirectory(string path) => PortableFileSystem.MakeDirectory(path);

    public long? LengthOf(string path) => PortableFileSystem.LengthOfFile(path);

    public Stream OpenRead(string path) => PortableFileSystem.OpenShared(path);

    public IReadOnlyList<FileEntry> List(string directory) => PortableFileSystem.ListFiles(directory);

    private static int Open(string path, int flags, string call)
    {
        while (true)
        {
            int file = Libc.Open(path, flags, FileMode);
            if (file >= 0)
            {
                return file;
            }

            if (Marshal.GetLastPInvokeError() != Libc.Interrupted)
            {
                throw Libc.Failure(call);
            }
        }
    }

    private static void Sync(int file, string call)
    {
        while (Libc.Sync(file) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Libc.Interrupted)
            {
                throw Libc.Failure(call);
            }
        }
    }
}
