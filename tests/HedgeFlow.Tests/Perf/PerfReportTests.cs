using System.Text.Json.Nodes;
using HedgeFlow.Perf.Measure;
using HedgeFlow.Perf.Runs;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Perf;

[TestClass]
public sealed class PerfReportTests
{
    private readonly TemporaryFolder _folder = new();

    [TestCleanup]
    public void RemoveFolder() => _folder.Dispose();

    [TestMethod]
    public void The_file_is_a_list_of_goal_scenario_value_limit_holds()
    {
        var report = new PerfReport(TextWriter.Null);
        report.Head();
        report.Add(PerfRow.AtMost("P1", "kept", 1.05, 1.1));
        report.Add(PerfRow.AtLeast("P5", "missed", 4.9, 5));
        report.Add(PerfRow.Figure("P6", "context", 3));
        report.Add(PerfRow.Wrong("P9", "books"));
        report.Save(_folder["rows.json"]);

        var rows = (JsonArray)JsonNode.Parse(File.ReadAllText(_folder["rows.json"]))!;
        Assert.HasCount(4, rows);
        foreach (JsonNode? row in rows)
        {
            Assert.AreEqual("goal,scenario,value,limit,holds", string.Join(',', ((JsonObject)row!).Select(member => member.Key)));
        }

        Assert.AreEqual("""{"goal":"P1","scenario":"kept","value":1.05,"limit":1.1,"holds":true}""", rows[0]!.ToJsonString());
        Assert.IsFalse((bool)rows[1]!["holds"]!);
        Assert.IsNull(rows[2]!["limit"]);
        Assert.IsTrue((bool)rows[2]!["holds"]!);
        Assert.IsNull(rows[3]!["value"], "a figure that is no number is null");
        Assert.IsFalse((bool)rows[3]!["holds"]!);
    }

    [TestMethod]
    public void The_bound_of_the_decoder_reads_what_the_recorder_writes()
    {
        using var place = new Workplace();
        Assert.AreEqual(25, OrderedParse.Read(ReplayRun.Write(place, 7, 25)));
    }

    [TestMethod]
    public void The_bound_of_the_decoder_refuses_a_line_that_is_not_canonical()
    {
        using var place = new Workplace();
        string file = ReplayRun.Write(place, 3, 2);
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"entryPrice\"", "\"entry_price\"", StringComparison.Ordinal));
        Assert.ThrowsExactly<InvalidDataException>(() => OrderedParse.Read(file));
    }
}
