using System.CommandLine;
using System.Text.Json.Nodes;
using HedgeFlow.Host.Terminal;
using HedgeFlow.Stages.Intel;
using HedgeFlow.Stages.Intel.Scores;
using HedgeFlow.State;

namespace HedgeFlow.Host.Commands.Probes;

/// <summary><c>hedgeflow probe scores</c>: how well each symbol trades, with what the score is made of. Only reads.</summary>
internal static class ScoresProbe
{
    public static Command Create(CommonOptions common)
    {
        var switches = new ProbeSwitches();
        var command = new Command("scores", "Score and components per symbol, from expectancy and router health; only reads");
        ProbeRunner.Attach(command, common, switches, writes: false, (settings, result) =>
        {
            SymbolScoresV6State state = SymbolScoresBuilder.Build(
                ExpectancyView.Read(ProbeFiles.Document(settings, ExpectancyV6State.Surface.File)),
                RouterView.Merged(ProbeFiles.Document(settings, RouterHealthState.Surface.File) as JsonObject),
                SymbolScoresBuilder.MinForEmission(ProbeFiles.Configuration(settings).Strategy),
                switches.Now(result));
            string? missing = ProbeFiles.Missing(settings, ExpectancyV6State.Surface.File, RouterHealthState.Surface.File);
            return new ProbeResult(
                RawJson.Of(state, SymbolScoresV6State.Surface.TypeInfo).ToNode(),
                ["symbol", "score", "expect", "router", "-slip", "-fees", "-vol", "emits"],
                [
                    .. state.Symbols.Take(switches.Shown(result, state.Symbols.Count)).Select(row => (IReadOnlyList<string>)
                    [
                        row.Symbol,
                        FigureText.Number(row.Score, "0.000"),
                        FigureText.Number(row.Components.Expectancy, "0.00"),
                        FigureText.Number(row.Components.Router, "0.00"),
                        FigureText.Number(row.Components.SlippagePenalty, "0.00"),
                        FigureText.Number(row.Components.FeeDragPenalty, "0.00"),
                        FigureText.Number(row.Components.VolatilityPenalty, "0.00"),
                        row.Hybrid.PassesEmission ? "yes" : "no",
                    ]),
                ],
                [state.Symbols.Count == 0 ? $"none: no symbol {missing ?? "in expectancy or router health"}" : $"{state.Symbols.Count} symbols{(missing is null ? "" : $", {missing}")}"]);
        });
        return command;
    }
}
