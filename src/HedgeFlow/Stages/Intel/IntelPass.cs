using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel.Expectancy;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel;

/// <summary>One intel run: the inputs as they were when it started, and what its steps make of them. Used by one thread at a time.</summary>
public sealed class IntelPass
{
    private readonly List<SurfaceWrite> _surfaces = [];
    private readonly List<CacheDocument> _caches = [];

    /// <summary>Instant of the run, epoch seconds UTC: every time that the run writes.</summary>
    public required double Now { get; init; }

    public required IntelConfig Config { get; init; }

    /// <summary>Trades of the look-back, in log order.</summary>
    public required IReadOnlyList<TradeRecord> Trades { get; init; }

    /// <summary>Routing metrics of the look-back, in log order.</summary>
    public required IReadOnlyList<RouterMetricRow> Metrics { get; init; }

    /// <summary>Router health, typed where the router stage handed it over so.</summary>
    public required Func<RouterView> ReadRouterHealth { get; init; }

    /// <summary>The newest risk snapshot; null before the first.</summary>
    public JsonObject? RiskSnapshot { get; init; }

    /// <summary>Reads the newest nav document.</summary>
    public required Func<JsonObject> ReadNav { get; init; }

    /// <summary>Account equity in USD; null when it was never known.</summary>
    public double? EquityUsd { get; init; }

    /// <summary>What the further steps prepared when the run started.</summary>
    public IReadOnlyList<(string Name, Action<IntelPass> Work)> FurtherWork { get; init; } = [];

    /// <summary>Result of the expectancy step.</summary>
    public ExpectancyV6State? Expectancy { get; set; }

    /// <summary>The same, as the other steps read it.</summary>
    public ExpectancyView ExpectancyView { get; set; } = ExpectancyView.None;

    /// <summary>Router health as the steps read it, from the scores step on.</summary>
    public RouterView RouterView { get; set; } = RouterView.None;

    /// <summary>Result of the scores step.</summary>
    public SymbolScoresV6State? Scores { get; set; }

    /// <summary>The same, as the later steps read it.</summary>
    public ScoresView ScoresView { get; set; } = ScoresView.None;

    /// <summary>Result of the autotune step, when it ran in this pass.</summary>
    public RouterPolicySuggestionsV6State? RouterPolicy { get; set; }

    /// <summary>Result of the allocator step, when it ran in this pass.</summary>
    public RiskAllocationSuggestionsV6State? Allocation { get; set; }

    /// <summary>Surfaces of this run so far; those of the steps before a failing one are published all the same.</summary>
    public IReadOnlyList<SurfaceWrite> Surfaces => _surfaces;

    /// <summary>The scores as bytes: every tick repeats them, and only a run changes them.</summary>
    public RawJson? EncodedScores { get; private set; }

    /// <summary>What this run leaves for the next start.</summary>
    public IReadOnlyList<CacheDocument> Caches => _caches;

    public void Add(SurfaceWrite surface) => _surfaces.Add(surface);

    public void Add(CacheDocument cache) => _caches.Add(cache);

    /// <summary>Encodes what later ticks repeat; the last act of a run, on its own thread.</summary>
    public void Encode()
    {
        if (Scores is not { } scores)
        {
            return;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, OutputJson.WriterOptions))
        {
            SymbolScoresV6State.Surface.Write(writer, scores);
        }

        EncodedScores = new RawJson(buffer.WrittenMemory);
    }
}
