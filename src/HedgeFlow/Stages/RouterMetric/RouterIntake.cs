namespace HedgeFlow.Stages.RouterMetric;

/// <summary>Counts what came in and what of it could not be used. Single-threaded; the counts only grow.</summary>
public sealed class RouterIntake
{
    /// <summary>Order-metric rows read.</summary>
    public long Metrics { get; private set; }

    /// <summary>Fills that entered the rolling statistics.</summary>
    public long Fills { get; private set; }

    /// <summary>Bars that entered a price window.</summary>
    public long Bars { get; private set; }

    /// <summary>Rows without a usable time: kept, because a window drops only what it knows to be old.</summary>
    public long Undated { get; private set; }

    /// <summary>Rows without a symbol: they count in the totals of all symbols only.</summary>
    public long WithoutSymbol { get; private set; }

    /// <summary>Members that were present but not of their type, and therefore read as missing.</summary>
    public long UnreadableFields { get; private set; }

    /// <summary>Fills left out: no symbol, no positive quantity or price, not accepted, or nothing new in them.</summary>
    public long IgnoredFills { get; private set; }

    /// <summary>Bars left out: still open, of another interval, or without positive prices.</summary>
    public long IgnoredBars { get; private set; }

    /// <summary>Everything that was left out or read as missing.</summary>
    public long Ignored => UnreadableFields + IgnoredFills + IgnoredBars;

    internal void CountMetric(bool dated, bool hasSymbol, int unreadable)
    {
        Metrics++;
        Undated += dated ? 0 : 1;
        WithoutSymbol += hasSymbol ? 0 : 1;
        UnreadableFields += unreadable;
    }

    internal void CountFill(bool used)
    {
        Fills += used ? 1 : 0;
        IgnoredFills += used ? 0 : 1;
    }

    internal void CountBar(bool used)
    {
        Bars += used ? 1 : 0;
        IgnoredBars += used ? 0 : 1;
    }
}
