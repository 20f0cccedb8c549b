using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace HedgeFlow.Host.Dashboard;

/// <summary>
/// Pushes the state to every open page when a file changed, at most once a second, made once for all of them. A slow page gets
/// the newest state, never a queue. Nothing is read while nobody looks.
/// </summary>
internal sealed class StateFeed(Board board, TimeProvider time) : IAsyncDisposable
{
    /// <summary>More pages than that are told to poll.</summary>
    public const int MaxPages = 256;

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private const int SilentBeats = 15;

    private readonly Lock _lock = new();
    private readonly List<Channel<byte[]>> _pages = [];
    private readonly CancellationTokenSource _stop = new();
    private Task? _loop;

    /// <summary>Frames of the event stream for one page, the present state first.</summary>
    public async IAsyncEnumerable<byte[]> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        Channel<byte[]> page = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_lock)
        {
            _pages.Add(page);
            _loop ??= Task.Run(RunAsync, CancellationToken.None);
        }

        try
        {
            yield return Frame(board.State());
            await foreach (byte[] frame in page.Reader.ReadAllAsync(stop))
            {
                yield return frame;
            }
        }
        finally
        {
            lock (_lock)
            {
                _pages.Remove(page);
            }
        }
    }

    public bool Full
    {
        get
        {
            lock (_lock)
            {
                return _pages.Count >= MaxPages;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_loop is { } loop)
        {
            await loop;
        }

        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        long seen = 0;
        int silent = 0;
        using var timer = new PeriodicTimer(Beat, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                Channel<byte[]>[] pages;
                lock (_lock)
                {
                    pages = [.. _pages];
                }

                if (pages.Length == 0)
                {
                    continue;
                }

                long stamp = board.Stamp();
                if (stamp == seen && ++silent < SilentBeats)
                {
                    continue;
                }

                (seen, silent) = (stamp, 0);
                byte[] frame = Frame(board.State());
                foreach (Channel<byte[]> page in pages)
                {
                    page.Writer.TryWrite(frame);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private static byte[] Frame(byte[] json) => [.. "event: state\ndata: "u8, .. json, .. "\n\n"u8];
}
