using System.CommandLine;
using HedgeFlow.Host.Settings;
using HedgeFlow.Host.Terminal;
using HedgeFlow.Stages.Intel;
using HedgeFlow.Stages.Intel.Autotune;
using HedgeFlow.State;

namespace HedgeFlow.Host.Commands.Probes;

/// <summary><c>hedgeflow probe autotune</c>: routing suggestions from router health, expectancy and scores. They are written even when empty.</summary>
internal static class AutotuneProbe
{
    public static Command Create(CommonOptions common)
    {
        var switches = new ProbeSwitches();
        var days = new Option<double>("--lookback-days") { Description = "Length of the window that the suggestions name", DefaultValueFactory = _ => 7, HelpName = "DAYS" };
        var command = new Command("autotune", "Routing suggestions; writes router_policy_suggestions_v6.json, changes no routing") { days };
        ProbeRunner.Attach(command, common, switches, writes: true, (settings, result) => Build(settings, switches, result, result.GetValue(days)));
        return command;
    }

    private static ProbeResult Build(EngineSettings settings, ProbeSwitches switches, ParseResult result, double days)
    {
        if (!double.IsFinite(days))
        {
            throw new SettingsException("--lookback-days: give a number of days");
        }

        RouterPolicySuggestionsV6State state = RouterAutotune.Build(
            RouterView.OfSymbols(ProbeFiles.Document(settings, RouterHealthState.Surface.File)),
            ExpectancyView.Read(ProbeFiles.Document(settings, ExpectancyV6State.Surface.File)),
            ScoresView.Read(ProbeFiles.Document(settings, SymbolScoresV6State.Surface.File)),
            AutotuneBounds.Read(ProbeFiles.Configuration(settings).Limits.Document),
            null,
            days,
            switches.Now(result));
        string? missing = ProbeFiles.Missing(settings, RouterHealthState.Surface.File);
        return new ProbeResult(
            RawJson.Of(state, RouterPolicySuggestionsV6State.Surface.TypeInfo).ToNode(),
            ["symbol", "<regime", "<quality", "<now", "<proposed", "<why"],
            [
                .. state.Symbols.Take(switches.Shown(result, state.Symbols.Count)).Select(row => (IReadOnlyList<string>)
                    [row.Symbol, row.Regime, row.Quality, Policy(row.CurrentPolicy), Policy(row.ProposedPolicy), Why(row)]),
            ],
            [
                state.Symbols.Count == 0
                    ? $"none: no symbol {missing ?? "in router health"}"
                    : $"{state.Symbols.Count} symbols; policy = first order, taker bias, offset in bps",
            ],
            RouterPolicySuggestionsV6State.Surface.With(state))
        {
            Words = true,
        };
    }

    private static string Policy(RouterPolicySuggestionsV6State.Policy policy) =>
        $"{(policy.MakerFirst ? "maker" : "taker")} {FigureText.Number(policy.TakerBias, ".00")} {FigureText.Number(policy.OffsetBps, "0.0")}";

    /// <summary>The reasons behind regime and quality, which have columns of their own.</summary>
    private static string Why(RouterPolicySuggestionsV6State.Row row) =>
        string.Join(", ", row.Rationale.Where(reason => !reason.StartsWith("router_state", StringComparison.Ordinal)));
}
