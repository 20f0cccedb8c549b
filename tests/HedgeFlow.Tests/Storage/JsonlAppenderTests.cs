using System.IO.Compression;
using System.Text;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Storage;

[TestClass]
public sealed class JsonlAppenderTests
{
    private readonly TemporaryFolder _folder = new();
    private readonly FaultingFileSystem _files = new(PhysicalFileSystem.Instance);
    private readonly ManualTimeProvider _time = new();
    private readonly List<string> _log = [];

    [TestCleanup]
    public void RemoveFolder() => _folder.Dispose();

    [TestMethod]
    public void Each_line_is_one_write_call_and_in_the_file_at_once()
    {
        using JsonlAppender appender = Appender();
        int writes = 0;
        _files.Before = call => writes += call == "Write" ? 1 : 0;
        for (int i = 1; i <= 5; i++)
        {
            Assert.IsTrue(appender.Append(Line(i)));
            Assert.AreEqual(i, writes);
            Assert.HasCount(i, Lines("a.jsonl"));
        }
    }

    [TestMethod]
    public void A_new_file_is_for_owner_and_group_only_and_has_an_archive_folder_beside_it()
    {
        using JsonlAppender appender = Appender("logs/execution/a.jsonl");
        appender.Append(Line(1));
        Assert.IsTrue(Directory.Exists(_folder["logs/execution/archive"]));
        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(_folder["logs/execution/a.jsonl"]));
        }
    }

    [TestMethod]
    public void What_another_writer_appended_is_never_overwritten()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Inconclusive("appending is a promise of the system call");
        }

        using JsonlAppender appender = Appender();
        appender.Append(Line(1));
        File.AppendAllText(_folder["a.jsonl"], "{\"i\":\"foreign\"}\n");
        appender.Append(Line(2));
        CollectionAssert.AreEqual(new[] { "{\"i\":1}", "{\"i\":\"foreign\"}", "{\"i\":2}" }, Lines("a.jsonl"));
    }

    [TestMethod]
    public void A_torn_last_line_is_closed_before_the_first_line_and_counted()
    {
        File.WriteAllText(_folder["a.jsonl"], "{\"i\":0}\n{\"i\":");
        using JsonlAppender appender = Appender();
        appender.Append(Line(1));
        appender.Append(Line(2));
        CollectionAssert.AreEqual(new[] { "{\"i\":0}", "{\"i\":", "{\"i\":1}", "{\"i\":2}" }, Lines("a.jsonl"));
        Assert.AreEqual(1, appender.TornLines);
        Assert.HasCount(1, _log);
    }

    [TestMethod]
    public void Lines_are_forced_to_the_disk_once_a_second_and_at_the_end()
    {
        int syncs = 0;
        _files.Before = call => syncs += call == "Sync" ? 1 : 0;
        JsonlAppender appender = Appender();
        for (int i = 0; i < 30; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            appender.Append(Line(i));
        }

        Assert.AreEqual(3, syncs);
        appender.Append(Line(30));
        appender.Dispose();
        Assert.AreEqual(4, syncs);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Whichever_call_fails_no_line_is_lost_or_torn_when_it_is_appended_again(bool cutWrites)
    {
        _files.CutWrites = cutWrites;
        for (int n = 1; ; n++)
        {
            using var folder = new TemporaryFolder();
            File.WriteAllText(folder["a.jsonl"], "{\"i\":-1}\n{\"torn");
            _files.Arm(n);
            using (var appender = new JsonlAppender(
                folder["a.jsonl"], new JsonlOptions { FileSystem = _files, Time = _time, MaxBytes = 60, BackupCount = 30, Log = _log.Add }))
            {
                for (int i = 0; i < 12; i++)
                {
                    _time.Advance(TimeSpan.FromMilliseconds(400));
                    while (!appender.Append(Line(i)))
                    {
                    }
                }

                Assert.AreEqual(_files.Failed is null ? 0 : 1, Math.Min(1, appender.Failures + (_files.Failed is "OpenRead" ? 1 : 0)), _files.Failed);
            }

            string? failed = _files.Failed;
            _files.Arm(0);
            string[] whole = [.. AllLines(folder).Where(line => line.StartsWith("{\"i\":", StringComparison.Ordinal) && line.EndsWith('}'))];
            CollectionAssert.AreEqual(Enumerable.Range(-1, 13).Select(i => $"{{\"i\":{i}}}").ToArray(), whole, $"call {n}: {failed}");
            if (failed is null)
            {
                Assert.IsGreaterThan(30, n, "every call was reached");
                return;
            }
        }
    }

    [TestMethod]
    public void A_full_disk_keeps_whole_lines_whole_and_appending_goes_on_when_there_is_space_again()
    {
        _files.CutWrites = true;
        _files.KeepFailing = true;
        using JsonlAppender appender = Appender();
        appender.Append(Line(1));
        _files.Arm(1);
        Assert.IsFalse(appender.Append(Line(2)));
        Assert.IsFalse(appender.Append(Line(2)));
        _files.Arm(0);
        Assert.IsTrue(appender.Append(Line(2)));
        string[] lines = Lines("a.jsonl");
        Assert.AreEqual("{\"i\":1}", lines[0]);
        Assert.AreEqual("{\"i\":2}", lines[^1]);
        Assert.IsGreaterThanOrEqualTo(2, appender.Failures);
    }

    [TestMethod]
    public void A_removed_file_is_noticed_within_a_second_and_begun_again()
    {
        using JsonlAppender appender = Appender();
        appender.Append(Line(1));
        File.Delete(_folder["a.jsonl"]);
        _time.Advance(TimeSpan.FromSeconds(2));
        appender.Append(Line(2));
        appender.Append(Line(3));
        CollectionAssert.AreEqual(new[] { "{\"i\":3}" }, Lines("a.jsonl"));
    }

    [TestMethod]
    public void A_link_in_place_of_the_log_is_refused()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Inconclusive("links are refused by the system call");
        }

        File.WriteAllText(_folder["victim"], "untouched");
        File.CreateSymbolicLink(_folder["a.jsonl"], _folder["victim"]);
        using JsonlAppender appender = Appender();
        Assert.IsFalse(appender.Append(Line(1)));
        Assert.AreEqual("untouched", File.ReadAllText(_folder["victim"]));
    }

    [TestMethod]
    public void While_rotation_fails_the_lines_go_to_the_file_that_is_there()
    {
        _files.Before = call =>
        {
            if (call == "Rename")
            {
                throw new IOException("Read-only file system", 30);
            }
        };
        using JsonlAppender appender = Appender(maxBytes: 100);
        for (int i = 0; i < 50; i++)
        {
            Assert.IsTrue(appender.Append(Line(i)));
        }

        Assert.HasCount(50, Lines("a.jsonl"));
        Assert.IsLessThan(50, _log.Count, "it does not try at each line");
        _files.Before = null;
        for (int i = 50; i < 60; i++)
        {
            appender.Append(Line(i));
        }

        Assert.AreEqual(60, AllLines(_folder).Length);
        Assert.IsGreaterThan(0, appender.Rotations);
    }

    [TestMethod]
    public void An_archive_that_fails_keeps_the_plain_file()
    {
        _files.Before = call =>
        {
            if (call == "OpenRead")
            {
                throw new IOException("Input/output error", 5);
            }
        };
        using JsonlAppender appender = Appender(maxBytes: 20, backups: 1);
        for (int i = 0; i < 4; i++)
        {
            Assert.IsTrue(appender.Append(Line(i)));
        }

        CollectionAssert.AreEqual(new[] { "a.1.jsonl", "a.jsonl" }, _folder.Files);
        Assert.AreEqual("a.1.jsonl: not archived: Input/output error", _log[0]);
    }

    [TestMethod]
    public void More_or_less_than_one_line_is_refused()
    {
        using JsonlAppender appender = Appender();
        foreach (string text in new[] { "", "{}", "{}\n{}\n", "\n\n" })
        {
            Assert.ThrowsExactly<ArgumentException>(() => appender.Append(Encoding.UTF8.GetBytes(text)));
        }
    }

    private static byte[] Line(int i) => Encoding.UTF8.GetBytes($"{{\"i\":{i}}}\n");

    private static string[] AllLines(TemporaryFolder folder) =>
        [.. folder.Files.OrderByDescending(Generation).SelectMany(name => Read(folder[name])).Where(line => line.Length > 0)];

    private static int Generation(string name) =>
        name.Split('.') is { Length: >= 3 } parts && int.TryParse(parts[1], out int generation) ? generation : 0;

    private static string[] Read(string path)
    {
        using Stream file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(content);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private string[] Lines(string name) => Read(_folder[name]);

    private JsonlAppender Appender(string name = "a.jsonl", long maxBytes = 10_000_000, int backups = 5) => new(
        _folder[name], new JsonlOptions { FileSystem = _files, Time = _time, MaxBytes = maxBytes, BackupCount = backups, Log = _log.Add });
}
