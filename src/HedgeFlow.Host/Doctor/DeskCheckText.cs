using System.Globalization;
using HedgeFlow.State;

namespace HedgeFlow.Host.Doctor;

/// <summary>A desk check for a person: a table of the surfaces, then what is wrong, each problem on a line of its own.</summary>
internal static class DeskCheckText
{
    public static async Task WriteAsync(DeskCheck check, TextWriter output)
    {
        int width = check.State.Surfaces.Max(surface => surface.File.Length);
        await output.WriteLineAsync($"{"SURFACE".PadRight(width)}  STATUS         AGE        SIZE  PROBLEMS");
        foreach (SurfaceStatus surface in check.State.Surfaces)
        {
            await output.WriteLineAsync(
                $"{surface.File.PadRight(width)}  {surface.Status,-8} {Age(surface.AgeS),9} {Size(surface.Bytes),11}  {Count(surface.Problems.Count)}");
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync($"engine      {check.EngineVersion}");
        await output.WriteLineAsync($"config      {(check.Configuration.Count == 0 ? "no problems" : Plural(check.Configuration.Count, "problem"))}");
        await output.WriteLineAsync($"NAV         {Nav(check.Nav)}");
        await output.WriteLineAsync($"heartbeats  {(check.Heartbeats.Count == 0 ? "none" : string.Join(", ", check.Heartbeats.Select(Beat)))}");
        await output.WriteLineAsync($"router      {Router(check.Router)}");
        string[] problems = [.. check.Configuration, .. check.State.Problems];
        await output.WriteLineAsync();
        await output.WriteLineAsync(problems.Length == 0 ? "No problems." : $"{Plural(problems.Length, "problem")}:");
        foreach (string problem in problems)
        {
            await output.WriteLineAsync($"  {problem}");
        }
    }

    private static string Count(int problems) => problems == 0 ? "-" : problems.ToString(CultureInfo.InvariantCulture);

    private static string Nav(NavHealth? nav) => nav switch
    {
        null => "no nav.json",
        { AgeS: null } => "never measured",
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"{nav.NavTotal:F2} USD, measured {Age(nav.AgeS)} ago, {(nav.Stale ? "stale" : nav.SourcesOk ? "fresh" : "sources not ok")}"),
    };

    private static string Beat(HeartbeatAge beat)
    {
        string[] notes = [.. new[] { beat.Stale ? "stale" : null, beat.Status, beat.Error }.OfType<string>()];
        return $"{beat.Service} {Age(beat.AgeS)} ago{(notes.Length == 0 ? "" : $" ({string.Join(", ", notes)})")}";
    }

    private static string Router(RouterEffectiveness router) => router.SampleCount == 0
        ? "no routed orders"
        : string.Create(CultureInfo.InvariantCulture, $"{Plural(router.SampleCount, "event")}: maker {Share(router.MakerFillRatio)}, ")
            + $"fallback {Share(router.FallbackRatio)}, slippage p50 {Bps(router.SlipQ50)}, p95 {Bps(router.SlipQ95)}";

    private static string Share(double? share) => share is { } value ? value.ToString("P0", CultureInfo.InvariantCulture) : "-";

    private static string Bps(double? slippage) => slippage is { } value ? value.ToString("F2", CultureInfo.InvariantCulture) + " bps" : "-";

    private static string Size(long bytes) => bytes == 0 ? "-" : bytes.ToString("N0", CultureInfo.InvariantCulture) + " B";

    private static string Age(double? seconds) => seconds switch
    {
        null => "-",
        < 120 => seconds.Value.ToString("F1", CultureInfo.InvariantCulture) + " s",
        < 7200 => (seconds.Value / 60).ToString("F1", CultureInfo.InvariantCulture) + " min",
        _ => (seconds.Value / 3600).ToString("F1", CultureInfo.InvariantCulture) + " h",
    };

    private static string Plural(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
