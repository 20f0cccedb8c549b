using System.IO.Pipes;
using System.Text;
using HedgeFlow.Feed;

namespace HedgeFlow.Tests.Feed;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class PolledInputStreamTests
{
    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    public async Task Lines_come_through_and_an_idle_wait_ends_when_cancelled()
    {
        using var writer = new AnonymousPipeServerStream(PipeDirection.Out);
        var reader = new AnonymousPipeClientStream(PipeDirection.In, writer.ClientSafePipeHandle);
        int descriptor = (int)reader.SafePipeHandle.DangerousGetHandle();
#pragma warning disable CA1416 // The class does not run on Windows.
        using var feed = new StreamFeed(new PolledInputStream(descriptor, reader), "stdin");
#pragma warning restore CA1416
        var sink = new CollectingSink();
        writer.Write(Encoding.UTF8.GetBytes(FeedLines.Intent(1) + "\n" + FeedLines.Intent(2)[..9]));

        Assert.IsTrue(feed.TryRead(sink, CancellationToken.None));
        using (var stop = new CancellationTokenSource())
        {
            Task<bool> idle = Task.Run(() => feed.TryRead(sink, stop.Token));
            Assert.IsFalse(idle.IsCompleted);
            await stop.CancelAsync();
            Assert.IsFalse(await idle);
        }

        writer.Write(Encoding.UTF8.GetBytes(FeedLines.Intent(2)[9..] + "\n"));
        Assert.IsTrue(feed.TryRead(sink, CancellationToken.None));
        writer.Dispose();
        Assert.IsFalse(feed.TryRead(sink, CancellationToken.None));
        CollectionAssert.AreEqual(new[] { "intent@1", "intent@2" }, sink.Order);
    }
}
