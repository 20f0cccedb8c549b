using HedgeFlow.Host.Composition;
using HedgeFlow.Stages.Executor;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Composition;

[TestClass]
public sealed class GraphWarmupTests
{
    private readonly TemporaryFolder _folder = new();

    [TestCleanup]
    public void RemoveFolder() => _folder.Dispose();

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    [DataRow(OrderMode.Paper)]
    [DataRow(OrderMode.Recorded)]
    [DataRow(OrderMode.None)]
    public void It_runs_the_graph_and_leaves_no_file(OrderMode orders)
    {
        var log = new List<string>();
        GraphWarmup.Run(SettingsOf.Live(_folder["logs"], orders), log.Add);
        Assert.IsEmpty(log);
        Assert.IsFalse(Directory.Exists(_folder["logs"]));
        Assert.IsEmpty(Directory.GetDirectories(Path.GetTempPath(), $"hedgeflow-nowhere-{Environment.ProcessId}*"));
    }
}
