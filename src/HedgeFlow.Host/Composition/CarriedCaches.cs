using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Publish;
using HedgeFlow.Stages.Risk;

namespace HedgeFlow.Host.Composition;

/// <summary>What an earlier run left outside the state folder. A file that is not JSON is put aside as <c>*.bad</c> and counts as absent.</summary>
internal static class CarriedCaches
{
    private const long LargestFile = 64 << 20;
    private const string NavLogFile = "nav_log.json";
    private const string PeakFile = "cache/peak_state.json";

    public static TickCaches Read(string root, Action<string> log) => new(
        ReadFile(Path.Combine(root, NavLogFile), log),
        ReadFile(Path.Combine(root, PeakFile), log),
        ReadFile(Path.Combine(root, "cache", "position_tp_sl.json"), log));

    /// <summary>Forgets what a simulated account has left: NAV history, peak, risk state. A file that stays is told, not an error.</summary>
    public static void Forget(string root, Action<string> log)
    {
        ArgumentNullException.ThrowIfNull(log);
        foreach (string file in (ReadOnlySpan<string>)[NavLogFile, PeakFile, RiskCarry.Cache.File])
        {
            try
            {
                string path = Path.Combine(root, file);
                if (File.Exists(path))
                {
                    File.Delete(path);
                    log($"testnet: {file} of the run before is forgotten");
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                log($"testnet: {file} cannot be deleted: {Redactor.Exception(e)}");
            }
        }
    }

    /// <summary>What executor and risk stage continue from: peak, newest NAVs, levels, state of the last risk snapshot.</summary>
    public static RiskSeed Seed(TickCaches carried, string root, int points, Action<string> log)
    {
        ArgumentNullException.ThrowIfNull(carried);
        return new RiskSeed
        {
            Peak = Coerce.FirstPositive(carried.PeakState as JsonObject, "peak", "peak_equity") ?? 0,
            NavHistory =
            [
                .. (carried.NavLog as JsonArray ?? []).OfType<JsonObject>().TakeLast(Math.Min(points, PortfolioDrawdownHistory.Capacity))
                    .Select(row => Coerce.First(row, "nav", "nav_usd")).OfType<double>(),
            ],
            TpSl = carried.TpSl,
            Carry = ReadFile(Path.Combine(root, RiskCarry.Cache.File), log),
        };
    }

    /// <summary>A cache under a book's log folder; null where there is none, or no folder.</summary>
    public static JsonNode? ReadFile(string? root, string file, Action<string> log) => root is null ? null : ReadFile(Path.Combine(root, file), log);

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
