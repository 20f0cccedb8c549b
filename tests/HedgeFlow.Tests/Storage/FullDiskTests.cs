using System.Text;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.State;
using HedgeFlow.Storage;

namespace HedgeFlow.Tests.Storage;

/// <summary>Real disks that are full, or take no writes for a while.</summary>
[TestClass]
public sealed class FullDiskTests
{
    [TestMethod]
    [DataRow(Durability.Fast)]
    [DataRow(Durability.Fsync)]
    public void On_a_full_disk_the_old_files_stay_and_the_first_write_after_it_works(Durability durability)
    {
        using SmallDisk disk = SmallDisk.Mount(64);
        AtomicFile[] files = [.. Enumerable.Range(0, 8).Select(i => new AtomicFile(disk[$"s{i}.json"], null, durability))];
        foreach (AtomicFile file in files)
        {
            Assert.IsTrue(file.Write("{\"old\":true}"u8));
        }

        FillUp(disk["ballast"]);
        byte[] larger = new byte[6000];
        for (int round = 0; round < 50; round++)
        {
            foreach (AtomicFile file in files)
            {
                Assert.IsFalse(file.Write(larger));
                Assert.AreEqual("{\"old\":true}", File.ReadAllText(file.Path));
            }
        }

        Assert.AreEqual(9, Directory.GetFiles(disk.Path).Length, "nothing was left behind");
        Assert.AreEqual("No space left on device", files[0].LastError?.Split(": ")[^1]);
        File.Delete(disk["ballast"]);
        Assert.IsTrue(Array.TrueForAll(files, file => file.Write("{}"u8)));
    }

    [TestMethod]
    public void On_a_full_disk_the_log_keeps_whole_lines_and_loses_no_fact()
    {
        using SmallDisk disk = SmallDisk.Mount(128);
        using var journal = new Journal(new BookPaths(disk.Path));
        int written = 0;
        void Append()
        {
            written++;
            journal.Append(new JournalRow(JournalFiles.RiskVetoes, new JsonObject { ["i"] = written, ["p"] = new string('x', 700) }, "risk_veto", 0));
        }

        Append();
        FillUp(disk["ballast"]);
        for (int i = 0; i < 40; i++)
        {
            Append();
        }

        Assert.IsGreaterThan(0, journal.Counters.Single().Waiting);
        File.Delete(disk["ballast"]);
        Append();
        Assert.AreEqual(0, journal.Counters.Single().Waiting);
        var tail = new JsonlTail(disk[JournalFiles.RiskVetoes]);
        long[] rows = [.. tail.Last(1000).Select(row => Coerce.Integer(row["i"])!.Value)];
        CollectionAssert.AreEqual(Enumerable.Range(1, written).Select(i => (long)i).ToArray(), rows);
        Assert.AreEqual(tail.MalformedLines, journal.Counters.Single().TornLines, "each torn line was closed");
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public void A_disk_that_turns_read_only_is_reported_and_recovers_by_itself()
    {
        using SmallDisk disk = SmallDisk.Mount(256);
        var log = new List<string>();
        using var publisher = new StatePublisher(disk["state"], new StatePublisherOptions { Synchronous = true, Log = log.Add });
        var surface = new DocumentSurface("a", "a.json");
        publisher.Publish(surface.With(new JsonObject { ["v"] = 1 }));
        Assert.IsTrue(disk.SetReadOnly(true));
        publisher.Publish(surface.With(new JsonObject { ["v"] = 2 }));
        Assert.AreEqual("""{"v":1}""", File.ReadAllText(disk["state/a.json"]));
        Assert.AreEqual("a.json: write failed: create: Read-only file system", log.Single());
        Assert.AreEqual(1, publisher.Counters.Single().Failures);
        Assert.IsTrue(disk.SetReadOnly(false));
        publisher.Flush();
        Assert.AreEqual("""{"v":2}""", File.ReadAllText(disk["state/a.json"]), "the payload that failed was kept");
        Assert.IsNull(publisher.Counters.Single().LastError);
    }

    private static void FillUp(string path)
    {
        using FileStream ballast = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] block = Encoding.ASCII.GetBytes(new string('.', 4096));
        try
        {
            while (true)
            {
                ballast.Write(block);
            }
        }
        catch (IOException)
        {
        }
    }
}
