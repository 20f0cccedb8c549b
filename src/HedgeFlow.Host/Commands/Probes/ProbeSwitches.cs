using System.CommandLine;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;

namespace HedgeFlow.Host.Commands.Probes;

/// <summary>Options that the probes share.</summary>
/// <param name="timed">The probe computes for an instant; otherwise it shows what was published.</param>
internal sealed class ProbeSwitches(bool timed = true)
{
    private const int DefaultLimit = 20;

    public Option<bool> Json { get; } = new("--json") { Description = "One JSON document for machines" };

    public Option<bool> NoWrite { get; } = new("--no-write") { Description = "Only print: no file is written and no lock is taken" };

    public Option<int> Limit { get; } = new("--limit") { Description = "Rows of the table; 0 or less = all", DefaultValueFactory = _ => DefaultLimit, HelpName = "N" };

    public Option<string?> AsOf { get; } = new("--as-of")
    {
        Description = "Instant of the run, ISO or epoch seconds; default: now. For the logs of an old run or of a replay",
        HelpName = "TIME",
    };

    public void AddTo(Command command, bool writes)
    {
        command.Options.Add(Limit);
        if (timed)
        {
            command.Options.Add(AsOf);
        }

        command.Options.Add(Json);
        if (writes)
        {
            command.Options.Add(NoWrite);
        }
    }

    /// <summary>Rows to show of so many.</summary>
    public int Shown(ParseResult result, int count) => result.GetValue(Limit) is > 0 and var limit ? Math.Min(limit, count) : count;

    /// <exception cref="SettingsException">The text is no time.</exception>
    public double Now(ParseResult result) => result.GetValue(AsOf) is { } text
        ? IsoTime.ParseText(text) ?? throw new SettingsException($"--as-of {text}: give a time such as 2026-02-05T12:00:00Z, or epoch seconds")
        : TimeProvider.System.EpochSeconds();
}
