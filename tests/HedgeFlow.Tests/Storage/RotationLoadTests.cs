using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Storage;

/// <summary>A million lines through a rotating file while readers tail it.</summary>
[TestClass]
public sealed class RotationLoadTests
{
    private const int Lines = 1_000_000;
    private const int MaxBytes = 2_000_000;
    private const int Backups = 5;

    [TestMethod]
    [Timeout(300_000, CooperativeCancellation = true)]
    public void No_line_is_lost_or_torn_the_order_is_kept_and_the_disk_is_bounded()
    {
        using var folder = new TemporaryFolder();
        string path = folder["a.jsonl"];
        var kept = new List<string>();
        using var stop = new CancellationTokenSource();
        string? problem = null;
        long reads = 0;
        var reader = new Thread(() =>
        {
            long newest = -1;
            while (!stop.IsCancellationRequested)
            {
                var tail = new JsonlTail(path);
                IReadOnlyList<JsonObject> rows = tail.Last(50);
                for (int i = 1; i < rows.Count; i++)
                {
                    if (Ordinal(rows[i]) != Ordinal(rows[i - 1]) + 1)
                    {
                        problem ??= $"{Ordinal(rows[i - 1])} is followed by {Ordinal(rows[i])}";
                    }
                }

                if (rows.Count > 0 && Ordinal(rows[^1]) < newest)
                {
                    problem ??= $"{newest} went back to {Ordinal(rows[^1])}";
                }

                newest = rows.Count > 0 ? Ordinal(rows[^1]) : newest;
                reads++;
            }
        });
        long largest = 0;
        using (var appender = new JsonlAppender(path, new JsonlOptions { MaxBytes = MaxBytes, BackupCount = Backups }))
        {
            reader.Start();
            byte[] line = new byte[64];
            for (int i = 0; i < Lines; i++)
            {
                Assert.IsTrue(Encoding.UTF8.TryGetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"i\":{i}}}\n"), line, out int length));
                long rotations = appender.Rotations;
                Assert.IsTrue(appender.Append(line.AsSpan(0, length)), appender.LastError);
                if (appender.Rotations != rotations)
                {
                    largest = Math.Max(largest, folder.Files.Sum(name => new FileInfo(folder[name]).Length));
                    kept.Add(JsonlRotation.NameOf(path, 1));
                    CheckWhole(JsonlRotation.NameOf(path, 1));
                }
            }

            Assert.AreEqual(0, appender.Failures);
        }

        stop.Cancel();
        reader.Join();
        Assert.IsNull(problem);
        Assert.IsGreaterThan(0, reads);
        Assert.IsGreaterThan(5, kept.Count, "it was rotated");
        Assert.IsLessThanOrEqualTo((long)(Backups + 1) * MaxBytes, largest);
        CheckWhole(path);
        Assert.AreEqual(Lines, _next);
    }

    private long _next;

    private static long Ordinal(JsonObject row) => Coerce.Integer(row["i"])!.Value;

    /// <summary>Every line of a finished generation continues where the one before ended.</summary>
    private void CheckWhole(string path)
    {
        using FileStream file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(content);
        while (reader.ReadLine() is { } line)
        {
            if (line != string.Create(CultureInfo.InvariantCulture, $"{{\"i\":{_next}}}"))
            {
                Assert.Fail($"line {_next} is {line}");
            }

            _next++;
        }
    }
}
