using System.Text;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Storage;

[TestClass]
public sealed class AtomicFileTests
{
    private readonly TemporaryFolder _folder = new();
    private readonly FaultingFileSystem _files = new(PhysicalFileSystem.Instance);
    private readonly List<string> _log = [];

    [TestCleanup]
    public void RemoveFolder() => _folder.Dispose();

    [TestMethod]
    [DataRow(Durability.Fast)]
    [DataRow(Durability.Fsync)]
    public void A_write_replaces_the_whole_content_and_leaves_nothing_beside(Durability durability)
    {
        AtomicFile file = File("state/nav.json", durability);
        Assert.IsTrue(file.Write("a long first content"u8));
        Assert.IsTrue(file.Write("short"u8));
        Assert.AreEqual("short", Content("state/nav.json"));
        CollectionAssert.AreEqual(new[] { "state/nav.json" }, _folder.Files);
        Assert.AreEqual(2, file.Writes);
    }

    [TestMethod]
    public void An_empty_content_is_a_content()
    {
        AtomicFile file = File("a.json");
        Assert.IsTrue(file.Write(""u8));
        Assert.AreEqual("", Content("a.json"));
    }

    [TestMethod]
    public void Files_are_for_owner_and_group_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("no file modes");
            return;
        }

        File("deep/state/a.json").Write("{}"u8);
        Assert.AreEqual("0640", Mode(_folder["deep/state/a.json"]));
        Assert.AreEqual("0750", Mode(_folder["deep/state"]));
        Assert.AreEqual("0750", Mode(_folder["deep"]));
    }

    /// <summary>Every call fails once, in every way, in both durabilities: the file is old or new, and the next write works.</summary>
    [TestMethod]
    [DataRow(Durability.Fast, false)]
    [DataRow(Durability.Fsync, false)]
    [DataRow(Durability.Fast, true)]
    [DataRow(Durability.Fsync, true)]
    public void Whichever_call_fails_the_file_is_old_or_new_and_the_next_write_works(Durability durability, bool cutWrites)
    {
        Func<Exception>[] faults =
        [
            () => new IOException("No space left on device", 28),
            () => new UnauthorizedAccessException("Access to the path '/secret/place/a.json' is denied."),
            () => new NotSupportedException("value"),
            () => new InvalidOperationException("File too large"),
        ];
        int failures = 0;
        foreach (Func<Exception> fault in faults)
        {
            AtomicFile file = File("a.json", durability);
            _files.Fault = fault;
            _files.CutWrites = cutWrites;
            for (int n = 1; ; n++)
            {
                _files.Arm(0);
                Assert.IsTrue(file.Write("the old content"u8));
                _files.Arm(n);
                bool written = file.Write("new"u8);
                string? failed = _files.Failed;
                _files.Arm(0);
                string content = Content("a.json");
                if (failed is null)
                {
                    Assert.IsTrue(written);
                    Assert.IsGreaterThan(durability == Durability.Fsync ? 5 : 3, n, "every call was reached");
                    break;
                }

                failures++;
                Assert.IsFalse(written, failed);
                Assert.AreEqual(failed == "SyncDirectory" ? "new" : "the old content", content, failed);
                CollectionAssert.AreEqual(new[] { "a.json" }, _folder.Files, failed);
                Assert.IsNotNull(file.LastError);
                Assert.IsTrue(file.Write("new"u8), $"after {failed}");
                Assert.AreEqual("new", Content("a.json"));
                Assert.IsNull(file.LastError);
            }
        }

        Assert.HasCount(failures, _log);
        Assert.IsFalse(_log.Exists(line => line.Contains("/secret", StringComparison.Ordinal) || line.Contains('\n', StringComparison.Ordinal)));
    }

    [TestMethod]
    public void A_disk_that_fails_for_long_is_counted_and_reported_each_time()
    {
        AtomicFile file = File("a.json");
        file.Write("old"u8);
        _files.KeepFailing = true;
        _files.Arm(1);
        for (int i = 1; i <= 5; i++)
        {
            Assert.IsFalse(file.Write("new"u8));
            Assert.AreEqual(i, file.Failures);
        }

        Assert.HasCount(5, _log);
        Assert.AreEqual("a.json: write failed: No space left on device", _log[0]);
        Assert.AreEqual("old", Content("a.json"));
    }

    [TestMethod]
    public void A_reader_that_holds_the_target_is_waited_for_three_times()
    {
        AtomicFile file = File("a.json");
        file.Write("old"u8);
        int renames = 0;
        _files.Before = call =>
        {
            if (call == "Rename" && ++renames <= 3)
            {
                throw new IOException("in use", unchecked((int)0x80070020));
            }
        };
        Assert.IsTrue(file.Write("new"u8));
        Assert.AreEqual(4, renames);
        Assert.AreEqual("new", Content("a.json"));
        renames = -1;
        Assert.IsFalse(file.Write("newer"u8), "one hold too many");
        Assert.AreEqual("new", Content("a.json"));
    }

    [TestMethod]
    public void What_stands_at_the_temporary_name_is_never_opened()
    {
        string victim = _folder["victim"];
        System.IO.File.WriteAllText(victim, "untouched");
        int creates = 0;
        string? planted = null;
        var files = new FaultingFileSystem(new Planting(PhysicalFileSystem.Instance, path =>
        {
            if (creates++ == 0)
            {
                planted = path;
                System.IO.File.CreateSymbolicLink(path, victim);
            }
        }));
        var file = new AtomicFile(_folder["a.json"], files);
        Assert.IsTrue(file.Write("new"u8));
        Assert.AreEqual("untouched", System.IO.File.ReadAllText(victim));
        Assert.AreEqual("new", Content("a.json"));
        Assert.IsNotNull(planted);
    }

    [TestMethod]
    public void A_link_at_the_target_is_replaced_and_its_goal_stays()
    {
        string victim = _folder["victim"];
        System.IO.File.WriteAllText(victim, "untouched");
        System.IO.File.CreateSymbolicLink(_folder["a.json"], victim);
        Assert.IsTrue(File("a.json").Write("new"u8));
        Assert.AreEqual("untouched", System.IO.File.ReadAllText(victim));
        Assert.AreEqual("new", Content("a.json"));
    }

    [TestMethod]
    public void A_folder_in_place_of_the_file_is_a_failure_until_it_is_gone()
    {
        AtomicFile file = File("a.json");
        Directory.CreateDirectory(_folder["a.json"]);
        Assert.IsFalse(file.Write("new"u8));
        CollectionAssert.AreEqual(Array.Empty<string>(), _folder.Files);
        Directory.Delete(_folder["a.json"]);
        Assert.IsTrue(file.Write("new"u8));
    }

    [TestMethod]
    public void A_removed_folder_is_made_again()
    {
        AtomicFile file = File("state/a.json");
        file.Write("1"u8);
        Directory.Delete(_folder["state"], recursive: true);
        Assert.IsTrue(file.Write("2"u8));
        Assert.AreEqual("2", Content("state/a.json"));
    }

    [TestMethod]
    public void A_write_allocates_nothing_once_it_is_warm()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Inconclusive("the portable calls allocate");
        }

        var file = new AtomicFile(_folder["a.json"]);
        byte[] content = new byte[2000];
        for (int i = 0; i < 100; i++)
        {
            file.Write(content);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            file.Write(content);
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Readers_see_whole_contents_only()
    {
        const int Writes = 2000;
        var file = new AtomicFile(_folder["a.json"]);
        file.Write(Document(0));
        int torn = 0;
        int reads = 0;
        using var stop = new CancellationTokenSource();
        var reader = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                byte[] seen = System.IO.File.ReadAllBytes(_folder["a.json"]);
                reads++;
                torn += seen.Length > 0 && seen.AsSpan().IndexOfAnyExcept(seen[0]) < 0 && seen.Length == 100 + seen[0] ? 0 : 1;
            }
        });
        reader.Start();
        for (int i = 1; i <= Writes; i++)
        {
            file.Write(Document(i));
        }

        stop.Cancel();
        reader.Join();
        Assert.IsGreaterThan(0, reads);
        Assert.AreEqual(0, torn);
    }

    [TestMethod]
    public void Old_incomplete_writes_are_removed_at_the_start_and_young_ones_stay()
    {
        var time = new ManualTimeProvider();
        DateTime now = time.GetUtcNow().UtcDateTime;
        foreach ((string name, int age) in new[] { ("a.json.1.2.tmp", 61), (".tmp_b", 3600), ("c.json.1.3.tmp", 59), ("nav.json", 9000), ("tmp", 9000) })
        {
            System.IO.File.WriteAllText(_folder[name], "");
            System.IO.File.SetLastWriteTimeUtc(_folder[name], now.AddSeconds(-age));
        }

        Assert.AreEqual(2, StaleTempFiles.Remove(_folder.Path, time));
        CollectionAssert.AreEqual(new[] { "c.json.1.3.tmp", "nav.json", "tmp" }, _folder.Files);
        Assert.AreEqual(0, StaleTempFiles.Remove(_folder["missing"], time));
    }

    private static byte[] Document(int i)
    {
        byte[] bytes = new byte[100 + i % 150];
        bytes.AsSpan().Fill((byte)(i % 150));
        return bytes;
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static string Mode(string path) => "0" + Convert.ToString((int)System.IO.File.GetUnixFileMode(path), 8);

    private AtomicFile File(string name, Durability durability = Durability.Fast) => new(_folder[name], _files, durability, _log.Add);

    private string Content(string name) => Encoding.UTF8.GetString(System.IO.File.ReadAllBytes(_folder[name]));

    private sealed class Planting(IFileSystem inner, Action<string> plant) : DelegatingFileSystem(inner)
    {
        public override FileHandle CreateNew(string path, long length)
        {
            plant(path);
            return base.CreateNew(path, length);
        }
    }
}
