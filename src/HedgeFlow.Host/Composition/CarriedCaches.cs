using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor;
using HedgeFlow.Stages.Publish;

namespace HedgeFlow.Host.Composition;

/// <summary>What an earlier run left outside the state folder. A file that is not JSON is put aside as <c>*.bad</c> and counts as absent.</summary>
internal static class CarriedCaches
{
    private const long LargestFile = 64 << 20;

    public static TickCaches Read(string root, Action<string> log) => new(
        ReadFile(Path.Combine(root, "nav_log.json"), log),
        ReadFile(Path.Combine(root, "cache", "peak_state.json"), log),
        ReadFile(Path.Combine(root, "cache", "position_tp_sl.json"), log));

    /// <summary>The executor's loss history, continued from the carried peak and NAV log.</summary>
    public static EquityWatch Watch(TickCaches carried, string zone, int points)
    {
        ArgumentNullException.ThrowIfNull(carried);
        double peak = Coerce.FirstPositive(carried.PeakState as JsonObject, "peak", "peak_equity") ?? 0;
        IEnumerable<double> navs = (carried.NavLog as JsonArray ?? []).OfType<JsonObject>().TakeLast(Math.Min(points, 200))
            .Select(row => Coerce.First(row, "nav", "nav_usd")).OfType<double>();
        return new EquityWatch(new DayClock(zone), peak, navs);
    }

    private static JsonNode? ReadFile(string path, Action<string> log)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.Length is 0 or > LargestFile)
            {
                return null;
            }

            JsonNode? content = JsonNodes.TryParse(File.ReadAllBytes(path), out bool valid);
            if (valid)
            {
                return content;
            }

            File.Move(path, path + ".bad", overwrite: true);
            log($"{file.Name} is not JSON: put aside as {file.Name}.bad");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log($"{Path.GetFileName(path)} cannot be read: {Redactor.Exception(e)}");
        }

        return null;
    }
}
