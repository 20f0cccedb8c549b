using System.CommandLine;
using HedgeFlow.Configuration;
using HedgeFlow.Host.Settings;
using HedgeFlow.Host.Terminal;
using HedgeFlow.Stages.Intel.Allocator;
using HedgeFlow.State;

namespace HedgeFlow.Host.Commands.Probes;

/// <summary><c>hedgeflow probe allocator</c>: how the book's weight might be shared among its symbols.</summary>
internal static class AllocatorProbe
{
    public static Command Create(CommonOptions common)
    {
        var switches = new ProbeSwitches();
        var command = new Command("allocator", "Weights and caps per symbol; writes risk_allocation_suggestions_v6.json, changes no limit");
        ProbeRunner.Attach(command, common, switches, writes: true, (settings, result) =>
        {
            ConfigurationSet config = ProbeFiles.Configuration(settings);
            RiskAllocationSuggestionsV6State state = new AllocatorDocuments
            {
                StateFile = file => ProbeFiles.Document(settings, file),
                RiskConfig = config.Limits.Document,
                PairsUniverse = config.Universe.Document,
            }.Build(switches.Now(result));
            return Show(settings, state, switches.Shown(result, state.Symbols.Count));
        });
        return command;
    }

    private static ProbeResult Show(EngineSettings settings, RiskAllocationSuggestionsV6State state, int shown)
    {
        string? missing = ProbeFiles.Missing(settings, ExpectancyV6State.Surface.File, SymbolScoresV6State.Surface.File);
        var mode = $"risk mode {state.Global.RiskMode}, drawdown {FigureText.Number(state.Global.CurrentDrawdownPct, "0.00")}%, equity {FigureText.Number(state.Global.CurrentEquityUsd, "#,0.00")} USD";
        return new ProbeResult(
            RawJson.Of(state, RiskAllocationSuggestionsV6State.Surface.TypeInfo).ToNode(),
            ["symbol", "weight", "score", "expect", "NAV cap", "->", "trade cap", "->", "open", "->"],
            [
                .. state.Symbols.OrderByDescending(row => row.SuggestedWeight).ThenBy(row => row.Symbol, StringComparer.Ordinal).Take(shown).Select(row => (IReadOnlyList<string>)
                [
                    row.Symbol,
                    FigureText.Percent(row.SuggestedWeight),
                    FigureText.Number(row.Score, "0.00"),
                    FigureText.Number(row.Expectancy.Expectancy, "0.00"),
                    FigureText.Percent(row.Caps.CurrentMaxNavPct),
                    FigureText.Percent(row.SuggestedCaps.MaxNavPct),
                    FigureText.Percent(row.Caps.CurrentMaxTradeNavPct),
                    FigureText.Percent(row.SuggestedCaps.MaxTradeNavPct),
                    FigureText.Number(row.Caps.CurrentMaxConcurrentPositions),
                    FigureText.Number(row.SuggestedCaps.MaxConcurrentPositions),
                ]),
            ],
            state.Symbols.Count == 0 ? [$"none: no symbol of the universe has a score or expectancy{(missing is null ? "" : $", {missing}")}", mode] : [mode],
            RiskAllocationSuggestionsV6State.Surface.With(state));
    }
}
