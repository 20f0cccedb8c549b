using HedgeFlow.Host.Terminal;
using HedgeFlow.Stages.Intel.Expectancy;
using HedgeFlow.State;

namespace HedgeFlow.Host.Report;

/// <summary>The figures of a run that a person asks for first; money in USD.</summary>
internal sealed record ReportFigures
{
    public double? FirstNav { get; private init; }

    public double? LastNav { get; private init; }

    /// <summary>Deepest fall below the highest equity so far, percent, at most 0.</summary>
    public double? MaxDrawdown { get; private init; }

    public int Trades { get; private init; }

    public double? HitRate { get; private init; }

    /// <summary>Realised result of the closes before fees.</summary>
    public double Gross { get; private init; }

    public double Fees { get; private init; }

    /// <summary>Won over lost; null without losses.</summary>
    public double? ProfitFactor { get; private init; }

    public double? Expectancy { get; private init; }

    public int Vetoes { get; private init; }

    public int Orders { get; private init; }

    /// <summary>Statistics by symbol, hour and regime over all trades.</summary>
    public required ExpectancyV6State Stats { get; init; }

    public double Net => Gross - Fees;

    public double? NavChange => LastNav is { } last && FirstNav is > 0 and var first ? (last / first) - 1 : null;

    public static ReportFigures Of(RunLogs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        double won = 0, lost = 0, fees = 0;
        int wins = 0;
        foreach (JoinedTrade trade in logs.Trades)
        {
            won += Math.Max(0, trade.Trade.PnlUsd);
            lost -= Math.Min(0, trade.Trade.PnlUsd);
            wins += trade.Trade.PnlUsd > 0 ? 1 : 0;
        }

        foreach ((double _, double _, double fee) in logs.Closes)
        {
            fees += fee;
        }

        int count = logs.Trades.Count;
        return new ReportFigures
        {
            FirstNav = logs.Equity.Count > 0 ? logs.Equity[0].Value : null,
            LastNav = logs.Equity.Count > 0 ? logs.Equity[^1].Value : null,
            MaxDrawdown = logs.Equity.Count > 0 ? Dashboard.Panels.EquityPanel.Drawdown(logs.Equity, logs.Peak).Min(point => point.Value) : null,
            Trades = count,
            HitRate = count > 0 ? (double)wins / count : null,
            Gross = won - lost,
            Fees = fees,
            ProfitFactor = lost > 0 ? won / lost : null,
            Expectancy = count > 0 ? (won - lost) / count : null,
            Vetoes = (int)logs.Vetoes.Sum(reason => reason.Value),
            Orders = logs.Orders.GetValueOrDefault("order_fill"),
            Stats = ExpectancyBuilder.Build([.. logs.Trades], 0, logs.AsOf ?? 0, []),
        };
    }

    /// <summary>Total per group, the largest first; the losses come last.</summary>
    public static IReadOnlyList<(string Name, double Value)> Totals(IReadOnlyDictionary<string, ExpectancyStats> groups) =>
        [.. groups.Select(group => (group.Key, (group.Value.AvgReturn ?? 0) * group.Value.Count)).OrderByDescending(group => group.Item2).ThenBy(group => group.Key, StringComparer.Ordinal)];

    /// <summary>Name, value and tone of every tile.</summary>
    public IEnumerable<(string Name, string Value, string Tone)> Tiles()
    {
        yield return ("NAV", FigureText.Number(LastNav, "#,0.00"), "");
        yield return ("NAV change", FigureText.Percent(NavChange, "0.00"), Tone(NavChange));
        yield return ("Max drawdown", FigureText.Percent(MaxDrawdown / 100, "0.00"), Tone(MaxDrawdown));
        yield return ("Net result", Trades == 0 ? FigureText.Missing : FigureText.Number(Net, "#,0.00"), Tone(Trades == 0 ? null : Net));
        yield return ("Gross result", Trades == 0 ? FigureText.Missing : FigureText.Number(Gross, "#,0.00"), Tone(Trades == 0 ? null : Gross));
        yield return ("Fees", Trades == 0 ? FigureText.Missing : FigureText.Number(Fees, "#,0.00"), "");
        yield return ("Trades", FigureText.Number(Trades, "#,0"), "");
        yield return ("Hit rate", FigureText.Percent(HitRate), "");
        yield return ("Profit factor", FigureText.Number(ProfitFactor, "0.00"), ProfitFactor is { } factor ? Tone(factor - 1) : "");
        yield return ("Per trade", FigureText.Number(Expectancy, "0.00"), Tone(Expectancy));
        yield return ("Fills", FigureText.Number(Orders, "#,0"), "");
        yield return ("Vetoes", FigureText.Number(Vetoes, "#,0"), "");
    }

    private static string Tone(double? value) => value switch { > 0 => "good", < 0 => "bad", _ => "" };
}
