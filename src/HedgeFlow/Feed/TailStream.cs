using Microsoft.Win32.SafeHandles;

namespace HedgeFlow.Feed;

/// <summary>
/// One generation of a growing file: at its end it waits for more, and it ends when the file was cut or another one has
/// taken its name. Everything appended before that is still read.
/// </summary>
internal sealed class TailStream(string path, SafeFileHandle handle, TimeSpan poll, Pause pause) : ReadOnlyStream
{
    private readonly string? _identity = Identity(handle);
    private readonly DateTime _created = File.GetCreationTimeUtc(path);
    private CancellationToken _cancellation;
    private long _position;

    public override int Read(Span<byte> buffer)
    {
        bool replaced = false;
        while (true)
        {
            _cancellation.ThrowIfCancellationRequested();
            int read = RandomAccess.Read(handle, buffer, _position);
            if (read > 0)
            {
                _position += read;
                return read;
            }

            // Looked at once more after the name was found to be another file's: lines may have come in between.
            if (replaced || RandomAccess.GetLength(handle) < _position)
            {
                return 0;
            }

            replaced = IsReplaced();
            if (!replaced)
            {
                pause.Wait(poll, _cancellation);
            }
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _cancellation = cancellationToken;
        try
        {
            return new ValueTask<int>(Read(buffer.Span));
        }
        catch (OperationCanceledException e)
        {
            return ValueTask.FromException<int>(e);
        }
        finally
        {
            _cancellation = default;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            handle.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool IsReplaced()
    {
        if (_identity is not null)
        {
            // The kernel says under which name the open file goes now: a renamed or deleted one has another.
            return Identity(handle) != _identity;
        }

        var file = new FileInfo(path);
        return !file.Exists || file.CreationTimeUtc != _created;
    }

    private static string? Identity(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            return new FileInfo($"/proc/self/fd/{handle.DangerousGetHandle()}").LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
