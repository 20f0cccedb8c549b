using System.Diagnostics;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.State;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Stages;

/// <summary>
/// One tick on its way through the telemetry side: the facts the executor hands over, then what each stage adds.
/// One owner at a time: whoever takes a frame off an edge passes it on or releases it. Reused; valid until released.
/// </summary>
public sealed class TickFrame : IDisposable, ITraced
{
    private int _rented;

    /// <summary>Ordinal of the newest tick in this frame, from 1.</summary>
    public long Tick { get; set; }

    /// <summary>How many ticks this frame stands for: 1, plus every older frame merged into it.</summary>
    public int MergedTicks { get; set; } = 1;

    /// <summary>Time of the tick, epoch seconds UTC: the instant every stage computes with.</summary>
    public double Now { get; set; }

    /// <summary>Time of the snapshot that made the tick, epoch seconds UTC; NaN before the first.</summary>
    public double SnapshotTs { get; set; } = double.NaN;

    /// <summary>Span of the tick; default while nobody traces.</summary>
    public ActivityContext Trace { get; set; }

    /// <summary>Monotonic stamp of the snapshot's arrival; 0 while nobody measures.</summary>
    public long Arrived { get; set; }

    /// <summary>Tick NAV in USD; NaN when the account could not be read.</summary>
    public double Equity { get; set; } = double.NaN;

    /// <summary>False while the account could not be read, or a part of the snapshot failed.</summary>
    public bool SourcesOk { get; set; }

    /// <summary>Where the NAV came from: <c>live</c>, <c>replay</c>, <c>dry_run</c>.</summary>
    public string Source { get; set; } = "";

    public bool Testnet { get; set; }

    public bool DryRun { get; set; } = true;

    /// <summary>Open positions, normalised; in the exchange's order.</summary>
    public PooledList<PositionRow> Positions { get; } = new();

    /// <summary>Open rows left out because entry or mark was missing.</summary>
    public int Quarantined { get; set; }

    /// <summary>Last known price of every symbol seen so far.</summary>
    public PooledList<PriceMark> Prices { get; } = new();

    public PooledList<AssetBalance> Balances { get; } = new();

    /// <summary>Everything that happened since the previous frame, in order: intents, order facts, metrics, vetoes, candles, factors.</summary>
    public List<OrderFact> Facts { get; private set; } = [];

    /// <summary>Shadow requests made up to and with this tick, over the whole run: what the shadow telemetry of this frame may look at.</summary>
    public long ShadowSeq { get; set; }

    /// <summary>Surfaces that are due, added by the stages and written by publish.</summary>
    public List<SurfaceWrite> Surfaces { get; } = [];

    /// <summary>Documents outside the state folder that are due: what the next run starts from.</summary>
    public List<CacheDocument> Caches { get; } = [];

    /// <summary>JSONL lines of the telemetry stages (router health history, alerts, compare), appended after the surfaces.</summary>
    public List<JournalRow> Rows { get; } = [];

    /// <summary>The newest router health document, for the stages behind router-metric; null before the first build.</summary>
    public StageDocument? RouterDocument { get; set; }

    /// <summary><see cref="RouterDocument"/> as nodes: who wants it inside a document of his own takes a copy.</summary>
    public JsonObject? RouterHealth
    {
        get => RouterDocument?.Node;
        set => RouterDocument = value is null ? null : new StageDocument(value);
    }

    /// <summary>The newest router health build, typed; null before the first.</summary>
    public RouterReport? Router { get; set; }

    /// <summary>The newest risk snapshot document, for the stages behind risk; null before the first build.</summary>
    public StageDocument? RiskDocument { get; set; }

    /// <summary><see cref="RiskDocument"/> as nodes.</summary>
    public JsonObject? RiskSnapshot
    {
        get => RiskDocument?.Node;
        set => RiskDocument = value is null ? null : new StageDocument(value);
    }

    /// <summary>Puts the facts of an older frame, which this one replaces, before its own.</summary>
    public void Absorb(TickFrame older)
    {
        ArgumentNullException.ThrowIfNull(older);
        MergedTicks += older.MergedTicks;
        if (older.Facts.Count > 0)
        {
            // The longer list stays and the lists change frames: a long stall must not make every tick copy the whole backlog.
            older.Facts.AddRange(Facts);
            (Facts, older.Facts) = (older.Facts, Facts);
        }
    }

    /// <summary>Becomes a copy of another frame's tick: its facts about the account, nothing of what stages added.</summary>
    public void CopyTick(TickFrame other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Clear();
        Tick = other.Tick;
        MergedTicks = other.MergedTicks;
        Now = other.Now;
        SnapshotTs = other.SnapshotTs;
        Equity = other.Equity;
        SourcesOk = other.SourcesOk;
        Source = other.Source;
        Testnet = other.Testnet;
        DryRun = other.DryRun;
        Quarantined = other.Quarantined;
        Positions.AddRange(other.Positions.Span);
        Prices.AddRange(other.Prices.Span);
        Balances.AddRange(other.Balances.Span);
    }

    public void Clear()
    {
        Tick = 0;
        MergedTicks = 1;
        ShadowSeq = 0;
        Now = 0;
        SnapshotTs = double.NaN;
        Trace = default;
        Arrived = 0;
        Equity = double.NaN;
        Source = "";
        SourcesOk = false;
        Testnet = false;
        DryRun = true;
        Quarantined = 0;
        Positions.Clear();
        Prices.Clear();
        Balances.Clear();
        Facts.Clear();
        Surfaces.Clear();
        Caches.Clear();
        Rows.Clear();
        RouterDocument = null;
        Router = null;
        RiskDocument = null;
    }

    /// <summary>Marks the frame as owned by somebody.</summary>
    internal void TakeOut() => Volatile.Write(ref _rented, 1);

    /// <summary>Marks the frame as owned by nobody; false when it already was.</summary>
    internal bool GiveBack() => Interlocked.Exchange(ref _rented, 0) == 1;

    public void Dispose()
    {
        Positions.Dispose();
        Prices.Dispose();
        Balances.Dispose();
    }
}
