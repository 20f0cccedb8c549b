using System.CommandLine;
using System.Text.Json.Nodes;
using HedgeFlow.Host.Terminal;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Host.Commands.Probes;

/// <summary><c>hedgeflow probe momentum</c>: relative-value momentum as last published. Only reads.</summary>
internal static class MomentumProbe
{
    public static Command Create(CommonOptions common)
    {
        var switches = new ProbeSwitches(timed: false);
        var command = new Command("momentum", "Momentum scores and spreads, from rv_momentum.json; only reads");
        ProbeRunner.Attach(command, common, switches, writes: false, (settings, result) =>
        {
            if (ProbeFiles.Document(settings, RvMomentumState.Surface.File) is not JsonObject document)
            {
                return ProbeResult.None($"without {RvMomentumState.Surface.File}: an intel run writes it (INTEL_V6_ENABLED=1)");
            }

            (string Symbol, JsonObject Row)[] rows =
            [
                .. (document["per_symbol"] as JsonObject ?? []).Where(member => member.Value is JsonObject).Select(member => (member.Key, (JsonObject)member.Value!))
                    .OrderByDescending(row => Coerce.Number(row.Item2["score"]) ?? double.NegativeInfinity).ThenBy(row => row.Key, StringComparer.Ordinal),
            ];
            JsonObject spreads = document["spreads"] as JsonObject ?? [];
            string age = IsoTime.Format(IsoTime.Parse(document["updated_ts"])) ?? "an unknown time";
            return new ProbeResult(
                document,
                ["symbol", "score", "raw", "<baskets"],
                [
                    .. rows.Take(switches.Shown(result, rows.Length)).Select(row => (IReadOnlyList<string>)
                    [
                        row.Symbol,
                        FigureText.Number(Coerce.Number(row.Row["score"]), "0.0000"),
                        FigureText.Number(Coerce.Number(row.Row["raw_score"]), "0.0000"),
                        string.Join(", ", (row.Row["baskets"] as JsonArray ?? []).Select(Coerce.AsText)),
                    ]),
                ],
                [
                    $"{rows.Length} symbols, of {age}",
                    $"spreads per bar: {string.Join(", ", spreads.Select(spread => $"{spread.Key} {FigureText.Number(Coerce.Number(spread.Value), "0.0000")}"))}",
                ])
            {
                Words = true,
            };
        });
        return command;
    }
}
