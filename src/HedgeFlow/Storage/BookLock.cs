using System.Globalization;
using HedgeFlow.Serialization;

namespace HedgeFlow.Storage;

/// <summary>
/// One program's claim to write a book. The claim is the operating system's lock on the lock file, which ends with the process
/// however it ends; the file also says who holds it. On Linux the state folder can be claimed with it, so that removing the lock
/// file does not let a second writer in. Source: services contract, start-up order; exit code 4.
/// </summary>
public sealed class BookLock : IDisposable
{
    /// <summary>A program that looks whether the lock is free holds it for an instant.</summary>
    private const int Attempts = 4;

    private const int AttemptDelayMs = 25;

    private readonly string _path;
    private readonly List<IDisposable> _claims;

    private BookLock(string path, List<IDisposable> claims)
    {
        _path = path;
        _claims = claims;
    }

    /// <summary>Claims a book for one program. The executor, which owns the state folder, claims that folder as well.</summary>
    /// <param name="paths">The book.</param>
    /// <param name="program">Plain name: <c>executor</c>, <c>sync</c>, <c>shadow-heartbeat</c>, <c>compare</c>.</param>
    /// <param name="refusal">Why not, one line; null when the lock was taken.</param>
    /// <returns>The lock, or null when a live process holds it (exit code 4) or it cannot be made.</returns>
    public static BookLock? TryAcquire(BookPaths paths, string program, out string? refusal)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return TryAcquire(paths.LockPath(program), out refusal, program == "executor" ? paths.State : null);
    }

    /// <summary>Claims the lock file, made with its folder when missing.</summary>
    /// <param name="path">See <see cref="BookPaths.LockPath"/>.</param>
    /// <param name="refusal">Why not, one line; null when the lock was taken.</param>
    /// <param name="folder">A folder that is claimed as well, made when missing.</param>
    /// <returns>The lock, or null when a live process holds it or it cannot be made.</returns>
    public static BookLock? TryAcquire(string path, out string? refusal, string? folder = null)
    {
        path = Path.GetFullPath(path);
        refusal = null;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                if (TryOnce(path, folder, out refusal) is { } taken)
                {
                    return taken;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                refusal = $"the lock cannot be made: {Redactor.Exception(e)}";
                return null;
            }

            if (attempt == Attempts)
            {
                return null;
            }

            using var never = new ManualResetEventSlim();
            never.Wait(AttemptDelayMs);
        }
    }

    /// <summary>True when no live process holds the lock: a stand-in may write then.</summary>
    public static bool IsFree(string path)
    {
        if (!File.Exists(path))
        {
            return true;
        }

        try
        {
            using IDisposable? claim = FileClaim.TryTake(path, exclusive: false);
            return claim is not null && !LockOwner.Read(path).IsAlive;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Gives the book back: the file goes first, so that nobody ever takes one that is about to vanish.</summary>
    public void Dispose()
    {
        if (_claims.Count == 0)
        {
            return;
        }

        try
        {
            File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file without a living owner is taken over by the next one.
        }

        _claims.ForEach(claim => claim.Dispose());
        _claims.Clear();
    }

    private static BookLock? TryOnce(string path, string? folder, out string? refusal)
    {
        var claims = new List<IDisposable>();
        bool taken = false;
        try
        {
            PortableFileSystem.MakeDirectory(Path.GetDirectoryName(path)!);
            if (folder is not null)
            {
                PortableFileSystem.MakeDirectory(Path.GetFullPath(folder));
                if (!FileClaim.TryTakeFolder(Path.GetFullPath(folder), out FileClaim? folderClaim))
                {
                    refusal = Refusal(path);
                    return null;
                }

                if (folderClaim is not null)
                {
                    claims.Add(folderClaim);
                }
            }

            if (FileClaim.TryTake(path, exclusive: true) is not { } claim)
            {
                refusal = Refusal(path);
                return null;
            }

            claims.Add(claim);
            LockOwner previous = claim.Owner;
            if (previous.IsAlive && !previous.IsThisProcess)
            {
                refusal = Refusal(path);
                return null;
            }

            LockOwner mine = LockOwner.NewClaim();
            claim.Replace(mine.Encode());
            if (LockOwner.Read(path) != mine)
            {
                // Between opening and claiming, the owner before removed the file: the name is, or will be, somebody else's.
                refusal = "the lock changed hands";
                return null;
            }

            refusal = null;
            taken = true;
            return new BookLock(path, claims);
        }
        finally
        {
            if (!taken)
            {
                claims.ForEach(claim => claim.Dispose());
            }
        }
    }

    private static string Refusal(string path) =>
        LockOwner.Read(path) is { Pid: > 0 } owner
            ? string.Create(CultureInfo.InvariantCulture, $"process {owner.Pid} writes this book")
            : "another process writes this book";
}
