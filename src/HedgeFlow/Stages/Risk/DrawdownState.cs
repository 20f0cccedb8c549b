namespace HedgeFlow.Stages.Risk;

/// <summary>State of the portfolio's drawdown machine; in documents the upper-case word.</summary>
public enum DrawdownState
{
    Unknown,
    Normal,
    Drawdown,
    Recovery,
}
