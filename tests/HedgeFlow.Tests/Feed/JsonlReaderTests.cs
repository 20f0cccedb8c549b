using System.IO.Pipelines;
using System.Text;
using HedgeFlow.Feed;

namespace HedgeFlow.Tests.Feed;

[TestClass]
public sealed class JsonlReaderTests
{
    private const int Max = 64;

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(7)]
    [DataRow(64)]
    [DataRow(4096)]
    public void Lines_come_out_the_same_whatever_the_segments(int segment)
    {
        byte[] content = Encoding.UTF8.GetBytes("\uFEFF{\"a\":1}\r\n\n\r\n\uFEFF{\"b\":2}\n" + new string('x', 63) + "\n" + new string('y', 200) + "\n{\"c\":3}\r\n{\"torn");

        List<string> lines = Read(content, segment);

        CollectionAssert.AreEqual(
            new[]
            {
                "1@0 {\"a\":1}", "2@12 ", "3@13 ", "4@15 {\"b\":2}", "5@26 " + new string('x', 63), "6@90 TooLong", "7@291 {\"c\":3}", "8@300 {\"torn torn",
            },
            lines);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(100)]
    public void A_line_of_exactly_the_limit_is_kept_and_one_byte_more_is_dropped(int segment)
    {
        string fits = new('a', Max);
        List<string> lines = Read(Encoding.UTF8.GetBytes($"{fits}\n{fits}\r\n{fits}b\nend\n"), segment);

        CollectionAssert.AreEqual(new[] { "1@0 " + fits, "2@65 " + fits, "3@131 TooLong", "4@197 end" }, lines);
    }

    [TestMethod]
    public void A_too_long_last_line_without_end_is_reported_once()
    {
        CollectionAssert.AreEqual(
            new[] { "1@0 ok", "2@3 TooLong torn" }, Read(Encoding.UTF8.GetBytes("ok\n" + new string('z', 500)), 10));
    }

    [TestMethod]
    public void Nothing_gives_no_line()
    {
        Assert.IsEmpty(Read([], 16));
        CollectionAssert.AreEqual(new[] { "1@0 " }, Read([10], 16));
    }

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    public void A_gigabyte_without_line_end_is_not_held()
    {
        using var lines = new JsonlReader(PipeReader.Create(new EndlessLine(1L << 30, "\n{\"a\":1}\n"u8.ToArray())), 1 << 20);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        Assert.IsTrue(lines.TryRead(CancellationToken.None));
        Assert.AreEqual(LineFlaw.TooLong, lines.Flaw);
        Assert.IsTrue(lines.TryRead(CancellationToken.None));
        Assert.AreEqual("{\"a\":1}", Encoding.UTF8.GetString(lines.Line));
        Assert.AreEqual(2, lines.LineNumber);
        Assert.AreEqual((1L << 30) + 1, lines.Offset);
        Assert.IsLessThan(16L << 20, GC.GetTotalMemory(forceFullCollection: true) - before);
    }

    [TestMethod]
    public void A_failing_input_gives_its_good_lines_and_then_one_unreadable()
    {
        using var lines = new JsonlReader(PipeReader.Create(new FailingStream("{\"a\":1}\n{\"b\""u8.ToArray())), Max);

        Assert.IsTrue(lines.TryRead(CancellationToken.None));
        Assert.AreEqual("{\"a\":1}", Encoding.UTF8.GetString(lines.Line));
        while (lines.TryRead(CancellationToken.None) && lines.Flaw != LineFlaw.Unreadable)
        {
            Assert.AreEqual("{\"b\"", Encoding.UTF8.GetString(lines.Line));
        }

        Assert.AreEqual(LineFlaw.Unreadable, lines.Flaw);
        Assert.IsFalse(lines.TryRead(CancellationToken.None));
    }

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    public async Task A_cancelled_wait_can_be_taken_up_again()
    {
        var pipe = new Pipe();
        using var lines = new JsonlReader(pipe.Reader, Max);
        await pipe.Writer.WriteAsync("{\"a\"\n{\"b\""u8.ToArray());
        Assert.IsTrue(lines.TryRead(CancellationToken.None));

        Assert.IsFalse(lines.TryRead(new CancellationToken(canceled: true)));

        await pipe.Writer.WriteAsync(":2}\n"u8.ToArray());
        Assert.IsTrue(lines.TryRead(CancellationToken.None));
        Assert.AreEqual("{\"b\":2}", Encoding.UTF8.GetString(lines.Line));
        await pipe.Writer.CompleteAsync();
        Assert.IsFalse(lines.TryRead(CancellationToken.None));
    }

    private static List<string> Read(byte[] content, int segment)
    {
        var options = new StreamPipeReaderOptions(bufferSize: segment, minimumReadSize: 1, pool: new ExactPool());
        using var lines = new JsonlReader(PipeReader.Create(new MemoryStream(content), options), Max);
        var read = new List<string>();
        long end = 0;
        while (lines.TryRead(CancellationToken.None))
        {
            Assert.AreEqual(end, lines.Offset, "lines follow one another");
            end = lines.Offset + lines.Length;
            string what = lines.Flaw == LineFlaw.None ? Encoding.UTF8.GetString(lines.Line) : lines.Flaw.ToString();
            read.Add($"{lines.LineNumber}@{lines.Offset} {what}{(lines.Terminated ? "" : " torn")}");
        }

        Assert.AreEqual(content.Length, end);
        return read;
    }

    /// <summary>Memory of exactly the size asked for, so that segments are as small as a test wants them.</summary>
    private sealed class ExactPool : System.Buffers.MemoryPool<byte>
    {
        public override int MaxBufferSize => int.MaxValue;

        public override System.Buffers.IMemoryOwner<byte> Rent(int minBufferSize = -1) => new Owner(minBufferSize);

        protected override void Dispose(bool disposing)
        {
        }

        private sealed class Owner(int size) : System.Buffers.IMemoryOwner<byte>
        {
            public Memory<byte> Memory { get; } = new byte[size];

            public void Dispose() => Memory.Span.Fill(0xDD);
        }
    }

    private sealed class EndlessLine(long length, byte[] tail) : ReadOnlyStream
    {
        private long _left = length;
        private int _tail;

        public override int Read(Span<byte> buffer)
        {
            if (_left > 0)
            {
                int n = (int)Math.Min(_left, buffer.Length);
                buffer[..n].Fill((byte)'x');
                _left -= n;
                return n;
            }

            int m = Math.Min(tail.Length - _tail, buffer.Length);
            tail.AsSpan(_tail, m).CopyTo(buffer);
            _tail += m;
            return m;
        }
    }

    private sealed class FailingStream(byte[] content) : ReadOnlyStream
    {
        private bool _read;

        public override int Read(Span<byte> buffer)
        {
            if (_read)
            {
                throw new IOException("the disk is gone");
            }

            _read = true;
            content.CopyTo(buffer);
            return content.Length;
        }
    }
}
