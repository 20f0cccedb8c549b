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
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"runtime: {RuntimeInformation.FrameworkDescription}; GC server {GCSettings.IsServerGC}, latency {GCSettings.LatencyMode}, tiered PGO {Setting("DOTNET_TieredPGO")}, ReadyToRun {Setting("DOTNET_ReadyToRun")}"));
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

    public void Save(string file)
    {
        using FileStream stream = File.Create(file);
        JsonSerializer.Serialize(stream, Rows, PerfRowJson.Default.ListPerfRow);
    }

    private static string Setting(string name) => Environment.GetEnvironmentVariable(name) ?? "default";
}
