using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HedgeFlow.Storage;

/// <summary>
/// The operating system's lock on an open file or folder: it ends with the process. On a file system that has no such locks the
/// claim always succeeds, and the owner written in the file decides.
/// </summary>
internal sealed class FileClaim : IDisposable
{
    private const int WouldBlock = 11;
    private const int FileMode = 0b110_100_000; // 0640

    private readonly SafeFileHandle _handle;

    private FileClaim(SafeFileHandle handle) => _handle = handle;

    /// <summary>The owner written in the file; nobody when it is new or damaged.</summary>
    public LockOwner Owner
    {
        get
        {
            Span<byte> bytes = stackalloc byte[512];
            return LockOwner.Parse(bytes[..RandomAccess.Read(_handle, bytes, 0)]);
        }
    }

    /// <summary>Null when another process has it. Made when missing; a link is refused.</summary>
    public static FileClaim? TryTake(string path, bool exclusive)
    {
        if (OperatingSystem.IsLinux())
        {
            int flags = (exclusive ? Libc.ReadWrite | Libc.Create : Libc.ReadOnly) | Libc.CloseOnExec | Libc.NoFollow;
            return TryLock(path, flags, exclusive);
        }

        try
        {
            return new FileClaim(File.OpenHandle(path, System.IO.FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            return null;
        }
    }

    /// <summary>The file for reading its owner, claimed by nobody. The base class library would ask for a lock of its own.</summary>
    public static FileClaim? Peek(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new FileClaim(File.OpenHandle(path, System.IO.FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        }

        int file = Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec, 0);
        return file < 0 ? null : new FileClaim(new SafeFileHandle(file, ownsHandle: true));
    }

    /// <summary>As <see cref="TryTake"/>, for a folder; always succeeds where folders cannot be locked.</summary>
    public static bool TryTakeFolder(string path, out FileClaim? claim)
    {
        claim = OperatingSystem.IsLinux() ? TryLock(path, Libc.ReadOnly | Libc.CloseOnExec, exclusive: true) : null;
        return claim is not null || !OperatingSystem.IsLinux();
    }

    public void Replace(ReadOnlySpan<byte> content)
    {
        RandomAccess.SetLength(_handle, 0);
        RandomAccess.Write(_handle, content, 0);
    }

    public void Dispose() => _handle.Dispose();

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private static FileClaim? TryLock(string path, int flags, bool exclusive)
    {
        int file = Libc.Open(path, flags, FileMode);
        if (file < 0)
        {
            throw Libc.Failure("open lock");
        }

        if (Libc.Lock(file, (exclusive ? Libc.LockExclusive : Libc.LockShared) | Libc.LockNonBlocking) != 0
            && Marshal.GetLastPInvokeError() == WouldBlock)
        {
            _ = Libc.Close(file);
            return null;
        }

        return new FileClaim(new SafeFileHandle(file, ownsHandle: true));
    }
}
