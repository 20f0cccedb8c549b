using System.Text.Json;
using HedgeFlow.Serialization;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Serialization;

[TestClass]
public sealed class PooledBufferWriterTests
{
    private readonly TrackingPool _pool = new();

    [TestMethod]
    public void What_was_written_stays_when_the_buffer_grows()
    {
        using var buffer = new PooledBufferWriter(16, _pool);
        byte[] expected = [.. Enumerable.Range(0, 50_000).Select(i => (byte)i)];
        foreach (byte[] part in expected.Chunk(777))
        {
            buffer.Write(part);
        }

        CollectionAssert.AreEqual(expected, buffer.WrittenSpan.ToArray());
        Assert.AreEqual(1, _pool.Outstanding, "the arrays it grew out of are back in the pool");
        _pool.AssertNothingWrittenAfterReturn();
    }

    [TestMethod]
    public void The_array_goes_back_once_however_often_it_is_disposed()
    {
        var buffer = new PooledBufferWriter(16, _pool);
        buffer.Dispose();
        buffer.Dispose();
        Assert.AreEqual(0, _pool.Outstanding);
    }

    [TestMethod]
    public void Nothing_can_be_read_or_written_after_it_was_disposed()
    {
        var buffer = new PooledBufferWriter(16, _pool);
        buffer.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => _ = buffer.WrittenSpan.Length);
        Assert.ThrowsExactly<ObjectDisposedException>(() => _ = buffer.GetSpan(1).Length);
        Assert.ThrowsExactly<ObjectDisposedException>(() => buffer.Clear());
        _pool.AssertNothingWrittenAfterReturn();
    }

    [TestMethod]
    public void Cleared_it_starts_over_in_the_same_array()
    {
        using var buffer = new PooledBufferWriter(16, _pool);
        buffer.Write("first"u8);
        buffer.Clear();
        buffer.Write("2"u8);
        CollectionAssert.AreEqual("2"u8.ToArray(), buffer.WrittenSpan.ToArray());
        Assert.AreEqual(1, _pool.Rents);
    }

    [TestMethod]
    public void Advancing_past_the_buffer_is_refused()
    {
        using var buffer = new PooledBufferWriter(16, _pool);
        int free = buffer.GetSpan(1).Length;
        Assert.ThrowsExactly<InvalidOperationException>(() => buffer.Advance(free + 1));
    }

    [TestMethod]
    public void A_json_writer_can_write_through_it()
    {
        using var buffer = new PooledBufferWriter(16, _pool);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            for (int i = 0; i < 3000; i++)
            {
                writer.WriteNumberValue(i);
            }

            writer.WriteEndArray();
        }

        using JsonDocument document = JsonDocument.Parse(buffer.WrittenMemory);
        Assert.AreEqual(3000, document.RootElement.GetArrayLength());
    }
}
