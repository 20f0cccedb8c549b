using HedgeFlow.Domain;
using HedgeFlow.Stages.Risk;

namespace HedgeFlow.Stages.Executor.Gate;

/// <summary>
/// The book as the gate sees it: NAV and its health, drawdown, open positions, return histories, the mode the engine runs in.
/// The executor keeps one and brings it up to date each tick; evaluating an intent only reads it.
/// </summary>
public sealed class GateBook : IDisposable
{
    private volatile bool _dryRun = true;

    /// <param name="returns">Return histories for VaR and CVaR, fed by the executor's candles.</param>
    public GateBook(ReturnBook returns)
    {
        ArgumentNullException.ThrowIfNull(returns);
        Returns = returns;
        Var = new PortfolioVarModel(returns);
    }

    /// <summary>Seconds; NaN = unknown.</summary>
    public double NavAgeSeconds { get; set; } = double.NaN;

    public bool? NavSourcesOk { get; set; }

    /// <summary>USD; NaN = unknown.</summary>
    public double NavTotal { get; set; } = double.NaN;

    public DrawdownSnapshot Drawdown { get; set; } = DrawdownSnapshot.Unknown;

    /// <summary>Drawdown of the NAV history, fraction; NaN = unknown.</summary>
    public double PortfolioDrawdown { get; set; } = double.NaN;

    public PooledList<RiskPosition> Positions { get; } = new();

    public ReturnBook Returns { get; }

    public PortfolioVarModel Var { get; }

    /// <summary>Set between ticks, from the thread that reads the settings again.</summary>
    public bool DryRun
    {
        get => _dryRun;
        set => _dryRun = value;
    }

    public bool Testnet { get; set; }

    public bool KillSwitch { get; set; }

    /// <summary>Takes the open positions of a tick.</summary>
    public void SetPositions(ReadOnlySpan<PositionRow> rows)
    {
        Positions.Clear();
        foreach (ref readonly PositionRow row in rows)
        {
            Positions.Add(RiskPosition.Of(row));
        }
    }

    public void Dispose() => Positions.Dispose();
}
