using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace HedgeFlow.Perf.Measure;

/// <summary>Collects rows and prints them as they come, behind a description of the machine.</summary>
internal sealed class PerfReport(TextWriter output)
{
    public List<PerfRow> Rows { get; } = [];

    public void Head()
    {
        string load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Trim() : "unknown";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"machine: {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}; load {load}"));
        IReadOnlyDictionary<string, object> gc = GC.GetConfigurationVariables();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"runtime: {RuntimeInformation.FrameworkDescription}; GC server {GCSettings.IsServerGC}, concurrent {gc.GetValueOrDefault("ConcurrentGC")}, latency {GCSettings.LatencyMode}; tiered PGO {Setting("TieredPGO")}, quick JIT for loops {Setting("TC_QuickJitForLoops")}, ReadyToRun {Setting("ReadyToRun")}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"files under {Path.GetTempPath()} on {FileSystem(Path.GetTempPath())}; times are medians of interleaved rounds"));
        output.WriteLine();
        output.WriteLine("| goal | scenario | value | limit | holds |");
        output.WriteLine("|---|---|---:|---:|---|");
    }

    public void Add(PerfRow row)
    {
        Rows.Add(row);
        string limit = row.Limit is { } bound ? bound.ToString("0.###", CultureInfo.InvariantCulture) : "";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {row.Goal} | {row.Scenario} | {row.Value:0.###} | {limit} | {(row.Limit is null && row.Holds ? "" : row.Holds ? "yes" : "**no**")} |"));
        output.Flush();
    }

    public void Foot(TimeSpan took)
    {
        int judged = Rows.Count(row => row.Limit is not null);
        int held = Rows.Count(row => row.Limit is not null && row.Holds);
        int wrong = Rows.Count(row => row.Limit is null && !row.Holds);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{held} of {judged} limits hold; {wrong} scenarios failed; {took.TotalSeconds:0} s"));
    }

    public void Save(string file)
    {
        using FileStream stream = File.Create(file);
        JsonSerializer.Serialize(stream, Rows, PerfRowJson.Default.ListPerfRow);
    }

    private static string Setting(string name) => Environment.GetEnvironmentVariable("DOTNET_" + name) ?? "default";

    private static string FileSystem(string folder)
    {
        try
        {
            return new DriveInfo(folder).DriveFormat;
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}
