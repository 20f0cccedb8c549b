using System.Text;
using HedgeFlow.Domain;
using HedgeFlow.Feed;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Feed;

/// <summary>Reads real recordings where they are present: HEDGEFLOW_RECORDINGS=DIR.</summary>
[TestClass]
public sealed class RecordingTests
{
    public TestContext TestContext { get; set; } = null!;

    public static string Folder => Environment.GetEnvironmentVariable("HEDGEFLOW_RECORDINGS") ?? Path.Combine(Repository.Root, "recordings");

    [TestMethod]
    public void Every_line_of_the_recordings_is_taken_and_both_ways_agree()
    {
        string[] files = Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*.jsonl") : [];
        if (files.Length == 0)
        {
            Assert.Inconclusive("no recordings here; set HEDGEFLOW_RECORDINGS");
        }

        foreach (string file in files)
        {
            int snapshots = 0;
            int records = 0;
            var parser = new FeedParser(Path.GetFileName(file));
            var symbols = new SymbolTable();
            var reader = new SnapshotReader(symbols);
            using var fast = new ExchangeSnapshot();
            using var slow = new ExchangeSnapshot();
            foreach (string line in File.ReadLines(file))
            {
                byte[] utf8 = Encoding.UTF8.GetBytes(line);
                FeedOutcome outcome = parser.Parse(utf8, fast, out _, out string reason);
                Assert.IsTrue(outcome is FeedOutcome.Snapshot or FeedOutcome.Fact, $"{reason}: {line}");
                records++;
                if (outcome == FeedOutcome.Snapshot)
                {
                    Assert.IsTrue(parser.WasCanonical, line);
                    slow.Clear();
                    Assert.IsTrue(reader.Read(utf8, slow));
                    Assert.IsNull(SnapshotAssert.Difference(fast, slow), line);
                    snapshots++;
                }
            }

            TestContext.WriteLine($"{Path.GetFileName(file)}: {records} records, {snapshots} snapshots");
        }
    }
}
