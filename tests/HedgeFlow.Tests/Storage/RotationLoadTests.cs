using System.IO.Compression;
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
    private const int TailLines = 400;

    [TestMethod]
    [Timeout(300_000, CooperativeCancellation = true)]
    public void No_line_is_lost_or_torn_the_order_is_kept_and_the_disk_is_bounded()
    {
        using var folder = new TemporaryFolder();
        string path = folder["a.jsonl"];
        string archive = JsonlRotation.ArchiveOf(path, Backups);
        using var stop = new CancellationTokenSource();
        var follower = new FollowingReader(path, Backups);
        var tail = new Repeated(CheckTail(path), stop.Token);
        var packed = new Repeated(CheckArchive(archive), stop.Token);
        long written = 0;
        var disk = new Repeated(CheckDisk(folder), stop.Token);
        using (var appender = new JsonlAppender(path, new JsonlOptions { MaxBytes = MaxBytes, BackupCount = Backups }))
        {
            for (; written < Lines; written++)
            {
                long rotations = appender.Rotations;
                Assert.IsTrue(appender.Append(FollowingReader.Line(written)), appender.LastError);
                if (appender.Rotations != rotations)
                {
                    // Nobody can follow what is no longer kept: the writer is ahead by three generations at most.
                    long behind = written - (3 * MaxBytes / FollowingReader.Line(Lines).Length);
                    Assert.IsTrue(SpinWait.SpinUntil(() => follower.Next > behind || follower.Problem is not null, TimeSpan.FromSeconds(60)), "the follower stands still");
                }
            }

            Assert.AreEqual(0, appender.Failures);
            Assert.IsGreaterThan(Backups, appender.Rotations, "the oldest generations are gone");
        }

        stop.Cancel();
        follower.Finish();
        Assert.IsNull(follower.Problem);
        Assert.AreEqual(Lines, follower.Next, "the follower saw every line once");
        Assert.IsGreaterThan(Backups, follower.Switches);
        foreach (Repeated reader in (Repeated[])[tail, packed, disk])
        {
            reader.Join();
            Assert.IsNull(reader.Problem);
            Assert.IsGreaterThan(1, reader.Turns);
        }

        CheckKept(path, archive);
    }

    /// <summary>The product's reader: the newest lines across a rotation, none missing, never older than before.</summary>
    private static Func<string?> CheckTail(string path)
    {
        long newest = -1;
        return () =>
        {
            var tail = new JsonlTail(path, rotated: true);
            IReadOnlyList<JsonObject> rows = tail.Last(TailLines);
            for (int i = 1; i < rows.Count; i++)
            {
                if (Number(rows[i]) != Number(rows[i - 1]) + 1)
                {
                    return $"{Number(rows[i - 1])} is followed by {Number(rows[i])}";
                }
            }

            if (rows.Count == 0)
            {
                return newest < 0 ? null : $"no line after {newest}";
            }

            long last = Number(rows[^1]);
            if (last < newest || rows.Count != Math.Min(TailLines, last + 1))
            {
                return $"{rows.Count} lines up to {last}, {newest} before";
            }

            newest = last;
            return null;
        };
    }

    /// <summary>Whenever the packed generation is there, it is whole.</summary>
    private static Func<string?> CheckArchive(string archive) => () =>
    {
        if (FollowingReader.FirstOf(archive) is not { })
        {
            return null;
        }

        long? next = null;
        foreach (string line in LinesOf(archive))
        {
            next ??= Number((JsonObject)JsonNodes.TryParse(line, out _)!);
            if (line + "\n" != System.Text.Encoding.UTF8.GetString(FollowingReader.Line(next.Value)))
            {
                return $"{next} is {line}";
            }

            next++;
        }

        return null;
    };

    private static Func<string?> CheckDisk(TemporaryFolder folder) => () =>
    {
        long bytes = 0;
        foreach (string name in folder.Files)
        {
            var file = new FileInfo(folder[name]);
            bytes += file.Exists ? file.Length : 0;
        }

        // Live, four generations, and the fifth while it is packed.
        return bytes <= (long)(Backups + 1) * MaxBytes ? null : $"{bytes} bytes";
    };

    /// <summary>What is kept in the end continues from the packed generation to the live file without a gap, up to the last line.</summary>
    private static void CheckKept(string path, string archive)
    {
        Assert.IsFalse(File.Exists(JsonlRotation.NameOf(path, Backups)), "the oldest one is packed");
        long next = FollowingReader.FirstOf(archive)!.Value;
        foreach (string file in Enumerable.Range(0, Backups).Reverse().Select(generation => JsonlRotation.NameOf(path, generation)).Prepend(archive))
        {
            foreach (string line in LinesOf(file))
            {
                Assert.AreEqual(System.Text.Encoding.UTF8.GetString(FollowingReader.Line(next++)), line + "\n");
            }
        }

        Assert.AreEqual(Lines, next);
    }

    private static IEnumerable<string> LinesOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using Stream content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(content);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static long Number(JsonObject row) => Coerce.Integer(row["i"])!.Value;

    /// <summary>A reader on a thread of its own, again and again until it is stopped or finds something wrong.</summary>
    private sealed class Repeated
    {
        private readonly Thread _thread;

        public Repeated(Func<string?> turn, CancellationToken stop)
        {
            _thread = new Thread(() =>
            {
                while (Problem is null && !stop.IsCancellationRequested)
                {
                    try
                    {
                        Problem = turn();
                    }
                    catch (Exception e) when (e is not OutOfMemoryException)
                    {
                        Problem = e.ToString();
                    }

                    Turns++;
                }
            })
            {
                IsBackground = true,
            };
            _thread.Start();
        }

        public long Turns { get; private set; }

        public string? Problem { get; private set; }

        public void Join() => _thread.Join();
    }
}
