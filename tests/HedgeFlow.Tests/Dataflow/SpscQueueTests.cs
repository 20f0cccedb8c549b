using HedgeFlow.Dataflow;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Dataflow;

[TestClass]
public sealed class SpscQueueTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(255)]
    [DataRow(256)]
    [DataRow(257)]
    [DataRow(1000)]
    public void FillAndEmpty_KeepsTheOrder_AcrossSegments(int length)
    {
        var queue = new SpscQueue<string>();
        for (int round = 0; round < 3; round++)
        {
            Assert.IsTrue(queue.IsEmpty);
            string[] items = [.. Enumerable.Range(0, length).Select(i => $"{round}/{i}")];
            foreach (string item in items)
            {
                queue.Enqueue(item);
                Assert.IsFalse(queue.IsEmpty);
            }

            foreach (string item in items)
            {
                Assert.IsTrue(queue.TryDequeue(out string? taken));
                Assert.AreEqual(item, taken);
            }

            Assert.IsFalse(queue.TryDequeue(out _));
        }
    }

    [TestMethod]
    [Timeout(30_000)]
    public void TwoThreads_LoseAndReorderNothing()
    {
        const int Items = 2_000_000;
        var queue = new SpscQueue<int>();
        int expected = 0;
        var consumer = new Thread(() =>
        {
            while (expected < Items)
            {
                if (queue.TryDequeue(out int item))
                {
                    if (item != expected)
                    {
                        return;
                    }

                    expected++;
                }
            }
        })
        { IsBackground = true };
        consumer.Start();
        for (int i = 0; i < Items; i++)
        {
            queue.Enqueue(i);
        }

        Assert.IsTrue(consumer.Join(Gate.Patience));
        Assert.AreEqual(Items, expected);
        Assert.IsTrue(queue.IsEmpty);
    }

    [TestMethod]
    public void HoveringQueue_AllocatesNothing()
    {
        var queue = new SpscQueue<int>();
        Hover(queue, 2_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Hover(queue, 20_000);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Hover(SpscQueue<int> queue, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            queue.Enqueue(i);
            queue.Enqueue(i);
            queue.TryDequeue(out _);
            queue.TryDequeue(out _);
        }
    }
}
