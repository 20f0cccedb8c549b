using System.Text;
using HedgeFlow.State;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Stages.Publish;

namespace HedgeFlow.Tests.State;

[TestClass]
public sealed class StateReportTests
{
    private const double Start = PublisherBench.Start;

    private DirectoryInfo _folder = null!;

    [TestInitialize]
    public void Open() => _folder = Directory.CreateTempSubdirectory();

    [TestCleanup]
    public void Close() => _folder.Delete(recursive: true);

    [TestMethod]
    public void A_file_that_is_gone_torn_aged_or_broken_is_named_with_what_is_wrong()
    {
        Publish();
        Assert.AreEqual("", Problems("positions_state.json"));

        File.Delete(PathOf("positions_state.json"));
        Assert.AreEqual("missing (written by executor)", Problems("positions_state.json"));

        Publish();
        string whole = File.ReadAllText(PathOf("positions_state.json"));
        File.WriteAllText(PathOf("positions_state.json"), whole[..^5]);
        StringAssert.StartsWith(Problems("positions_state.json"), "not JSON at $.positions[0].positionSide: the file ends in the middle (byte ");

        File.WriteAllText(PathOf("positions_state.json"), whole.Replace("\"qty\":1", "\"qty\":NaN", StringComparison.Ordinal));
        StringAssert.StartsWith(Problems("positions_state.json"), "not JSON at $.positions[0].qty: NaN is no number (byte ");

        File.WriteAllText(PathOf("positions_state.json"), whole.Replace("\"qty\":1", "\"qty\":null", StringComparison.Ordinal));
        Assert.AreEqual("$.positions[0].qty: expected number, found null", Problems("positions_state.json"));

        File.WriteAllText(PathOf("positions_state.json"), whole);
        Assert.AreEqual("stale: 901 s old, at most 900 s allowed", Problems("positions_state.json", Start + 901));
    }

    [TestMethod]
    public void A_surface_that_is_built_seldom_may_be_older()
    {
        Publish();

        Assert.AreEqual("", Problems("expectancy_v6.json", Start + 1200));
        Assert.AreEqual("stale: 1201 s old, at most 1200 s allowed", Problems("expectancy_v6.json", Start + 1201));
    }

    [TestMethod]
    public void A_file_that_nobody_wrote_for_long_is_stale_whatever_time_it_carries()
    {
        Publish();
        File.SetLastWriteTimeUtc(PathOf("positions_state.json"), DateTime.UnixEpoch.AddSeconds(Start - 1000));

        Assert.AreEqual("stale: not written for 1000 s, at most 900 s allowed", Problems("positions_state.json"));
    }

    [TestMethod]
    public void What_the_health_check_calls_stale_is_stale_in_the_report_too()
    {
        Publish();
        StateReport report = StateReport.Check(new StateFolderReader(_folder.FullName).Read, Start + 61, 60);

        foreach (string surface in report.Health.StaleFiles)
        {
            Assert.AreEqual(SurfaceStatus.Stale, report.Surfaces.Single(status => status.Surface == surface).Status, surface);
        }

        Assert.Contains("positions_state", report.Health.StaleFiles);
    }

    [TestMethod]
    public void A_document_that_no_contract_version_knows_is_a_problem()
    {
        Publish();
        File.WriteAllText(PathOf("notes.json"), "{}");
        var reader = new StateFolderReader(_folder.FullName);

        Assert.Contains("notes.json: not a surface of the registry", StateReport.Check(reader.Read, Start, unregistered: reader.Unregistered()).Problems);
    }

    [TestMethod]
    public void A_file_without_content_lacks_its_keys()
    {
        File.WriteAllText(PathOf("engine_metadata.json"), "");

        Assert.StartsWith("$.engine_version: missing", Problems("engine_metadata.json"));
    }

    [TestMethod]
    public void A_report_is_JSON_for_machines()
    {
        Publish();

        string json = Encoding.UTF8.GetString(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(Report(Start), StateReportJson.Default.StateReport));

        Assert.Contains("\"surface\": \"nav\"", json);
        Assert.Contains("\"missing_files\"", json);
    }

    private void Publish()
    {
        using var bench = new PublisherBench();
        bench.Tick(Start, 1000, [PublisherBench.Row("BTCUSDT", 1)]);
        foreach (SurfaceWrite write in bench.Frame.Surfaces)
        {
            File.WriteAllBytes(PathOf(write.Surface.File), PublisherBench.Bytes(write));
        }
    }

    private string PathOf(string file) => Path.Combine(_folder.FullName, file);

    private StateReport Report(double now) => StateReport.Check(new StateFolderReader(_folder.FullName).Read, now);

    private string Problems(string file, double now = Start) => string.Join("; ", Report(now).Surfaces.Single(surface => surface.File == file).Problems);
}
