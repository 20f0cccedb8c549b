using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace HedgeFlow.Feed;

/// <summary>
/// Reads a pipe or terminal on the caller's own thread and still hears its token: it waits with poll(2), a short while
/// at a time, and reads only what is there. The framework's own asynchronous read would block a pool thread, cost a
/// hop for every line and not end when cancelled.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class PolledInputStream(int descriptor, Stream inner) : ReadOnlyStream
{
    private const int WaitMilliseconds = 50;
    private const short PollIn = 1;

    public override int Read(Span<byte> buffer) => Read(buffer, CancellationToken.None);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return new ValueTask<int>(Read(buffer.Span, cancellationToken));
        }
        catch (OperationCanceledException e)
        {
            return ValueTask.FromException<int>(e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Read(Span<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var waited = new PollDescriptor { Descriptor = descriptor, Events = PollIn };

            // Zero: nothing yet. Below zero: interrupted. Data, the end and errors all make the read return at once.
            if (Poll(ref waited, 1, WaitMilliseconds) > 0)
            {
                return inner.Read(buffer);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollDescriptor descriptors, nuint count, int timeoutMilliseconds);

    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
