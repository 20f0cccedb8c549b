using System.Text;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Storage;

[TestClass]
public sealed class JsonlTailTests
{
    private readonly TemporaryFolder _folder = new();

    private string Log => _folder["a.jsonl"];

    [TestCleanup]
    public void RemoveFolder() => _folder.Dispose();

    [TestMethod]
    public void Skipped_lines_are_counted_by_their_reason()
    {
        File.WriteAllText(Log, "\uFEFF{\"i\":0}\r\n\n  \t\n[1]\n7\nnull\n{bad\n{\"i\":1}\n{\"i\":", new UTF8Encoding(false));
        var tail = new JsonlTail(Log);
        CollectionAssert.AreEqual(new[] { 0L, 1L }, Ordinals(tail.Last(50)));
        Assert.AreEqual((2L, 2L, 3L), (tail.BlankLines, tail.MalformedLines, tail.OtherLines));
    }

    [TestMethod]
    public void Invalid_text_is_a_malformed_line()
    {
        File.WriteAllBytes(Log, [.. "{\"i\":1}\n{\"i\":\""u8, 0xFF, 0xC0, .. "\"}\n{\"i\":2}\n"u8]);
        var tail = new JsonlTail(Log);
        CollectionAssert.AreEqual(new[] { 1L, 2L }, Ordinals(tail.Last(50)));
        Assert.AreEqual(1, tail.MalformedLines);
    }

    /// <summary>Line lengths around the block length, so that every way a line can lie across blocks occurs.</summary>
    [TestMethod]
    public void Lines_are_whole_wherever_the_blocks_end()
    {
        var random = new Random(7);
        for (int round = 0; round < 60; round++)
        {
            string[] lines = [.. Enumerable.Range(0, random.Next(0, 30)).Select(_ => new string((char)random.Next('a', 'z'), random.Next(0, 40)))];
            bool ended = random.Next(2) == 0;
            File.WriteAllText(Log, string.Join('\n', lines) + (ended && lines.Length > 0 ? "\n" : ""));
            string[] expected = lines.Length > 0 && !ended && lines[^1].Length == 0 ? lines[..^1] : lines;
            if (new FileInfo(Log).Length == 0)
            {
                expected = [];
            }

            using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(Log);
            using var reader = new BackwardLineReader(file, RandomAccess.GetLength(file), block: 1 + round % 17);
            var found = new List<string>();
            while (reader.TryPrevious(out ReadOnlySpan<byte> line))
            {
                found.Insert(0, Encoding.UTF8.GetString(line));
            }

            CollectionAssert.AreEqual(expected, found, $"round {round}");
        }
    }

    [TestMethod]
    public void A_line_that_is_too_long_is_skipped_and_its_neighbours_are_read()
    {
        using (StreamWriter writer = File.CreateText(Log))
        {
            writer.Write("{\"i\":1}\n{\"i\":\"");
            for (int i = 0; i < 9; i++)
            {
                writer.Write(new string('x', 1 << 20));
            }

            writer.Write("\"}\n{\"i\":2}\n");
        }

        var tail = new JsonlTail(Log);
        CollectionAssert.AreEqual(new[] { 1L, 2L }, Ordinals(tail.Last(50)));
        Assert.AreEqual(1, tail.MalformedLines);
    }

    [TestMethod]
    public void The_window_leaves_out_what_is_before_its_bytes_and_lines()
    {
        File.WriteAllLines(Log, Enumerable.Range(1000, 1000).Select(i => $"{{\"i\":{i},\"p\":\"{new string('x', 100)}\"}}"));
        int line = (int)(new FileInfo(Log).Length / 1000);
        var tail = new JsonlTail(Log);
        CollectionAssert.AreEqual(new[] { 1998L, 1999L }, Ordinals(tail.Window(bytes: 3 * line - 1)));
        Assert.HasCount(800, tail.Window(bytes: 10_000_000));
        Assert.HasCount(1000, tail.Window(bytes: 1000 * line, lines: 5000));
    }

    [TestMethod]
    public void Older_generations_go_before_the_live_file_when_they_are_asked_for()
    {
        File.WriteAllText(_folder["a.2.jsonl"], "{\"i\":1}\n{\"i\":2}\n");
        File.WriteAllText(_folder["a.1.jsonl"], "{\"i\":3}\n{\"i\":4}\n");
        File.WriteAllText(Log, "{\"i\":5}\n");
        CollectionAssert.AreEqual(new[] { 5L }, Ordinals(new JsonlTail(Log).Last(4)));
        CollectionAssert.AreEqual(new[] { 2L, 3L, 4L, 5L }, Ordinals(new JsonlTail(Log, rotated: true).Last(4)));
    }

    [TestMethod]
    public void Reading_stops_where_the_caller_says()
    {
        File.WriteAllText(Log, "{\"i\":1}\n{\"i\":2}\n{\"i\":3}\n");
        var seen = new List<long>();
        new JsonlTail(Log).NewestFirst(row =>
        {
            seen.Add(Coerce.Integer(row["i"])!.Value);
            return seen.Count < 2;
        });
        CollectionAssert.AreEqual(new[] { 3L, 2L }, seen);
    }

    [TestMethod]
    public void A_file_that_is_cut_during_the_read_gives_what_is_left()
    {
        File.WriteAllLines(Log, Enumerable.Range(0, 5000).Select(i => $"{{\"i\":{i},\"p\":\"{new string('x', 100)}\"}}"));
        int rows = 0;
        new JsonlTail(Log).NewestFirst(_ =>
        {
            if (rows++ == 0)
            {
                File.WriteAllText(Log, "{\"i\":0}\n");
            }

            return true;
        });
        Assert.IsLessThan(5000, rows);
        CollectionAssert.AreEqual(new[] { 0L }, Ordinals(new JsonlTail(Log).Last(5)));
    }

    /// <summary>A writer rotates while readers look: what they see is gapless and in order, up to the row that was being written.</summary>
    [TestMethod]
    [Timeout(120_000, CooperativeCancellation = true)]
    public void Readers_during_rotation_see_rows_in_order_and_never_torn()
    {
        using var stop = new CancellationTokenSource();
        var problems = new List<string>();
        int reads = 0;
        var reader = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                var tail = new JsonlTail(Log);
                long[] seen = Ordinals(tail.Last(40));
                reads++;
                if (tail.MalformedLines > 1 || seen.Zip(seen.Skip(1)).Any(pair => pair.Second != pair.First + 1))
                {
                    problems.Add(string.Join(' ', seen));
                }
            }
        });
        reader.Start();
        using (var appender = new JsonlAppender(Log, new JsonlOptions { MaxBytes = 2000, BackupCount = 3 }))
        {
            for (int i = 0; i < 4000; i++)
            {
                appender.Append(Encoding.UTF8.GetBytes($"{{\"i\":{i}}}\n"));
            }
        }

        stop.Cancel();
        reader.Join();
        Assert.IsGreaterThan(0, reads);
        Assert.IsEmpty(problems, problems.FirstOrDefault() ?? "");
    }

    private static long[] Ordinals(IReadOnlyList<JsonObject> rows) => [.. rows.Select(row => Coerce.Integer(row["i"])!.Value)];
}
