using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel.Expectancy;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel;

/// <summary>
/// Remembers the newest documents of the stages before intel, as they come by in frames, and hands them to a run as they are
/// then. The payloads are immutable, so a run may read them on its own thread. A nav payload that is built behind intel is asked
/// for instead.
/// </summary>
public sealed class IntelInputs(Func<SurfaceWrite?>? lastNav = null)
{
    private RouterHealthState? _routerState;
    private StageDocument? _routerHealth;
    private StageDocument? _riskSnapshot;
    private SurfaceWrite? _nav;
    private string _source = "";
    private double _equity = double.NaN;
    private double _equityTs;

    /// <summary>Takes what a frame carries.</summary>
    public void Take(TickFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        _routerState = frame.Router?.Document ?? _routerState;
        _routerHealth = frame.RouterDocument ?? _routerHealth;
        _riskSnapshot = frame.RiskDocument ?? _riskSnapshot;
        foreach (SurfaceWrite write in frame.Surfaces)
        {
            if (ReferenceEquals(write.Surface, NavState.Surface))
            {
                _nav = write;
            }
        }

        if (double.IsFinite(frame.Equity))
        {
            _equity = frame.Equity;
            _equityTs = frame.Now;
            _source = frame.Source;
        }
    }

    /// <summary>The inputs of a run that starts now.</summary>
    public IntelPass NewPass(
        double now,
        IntelConfig config,
        IReadOnlyList<TradeRecord> trades,
        IReadOnlyList<RouterMetricRow> metrics,
        IReadOnlyList<(string Name, Action<IntelPass> Work)> furtherWork)
    {
        RouterHealthState? state = _routerState;
        StageDocument? document = _routerHealth;
        SurfaceWrite? nav = lastNav?.Invoke() ?? _nav;
        var known = (_equity, _equityTs, _source);
        return new IntelPass
        {
            Now = now,
            Config = config,
            Trades = trades,
            Metrics = metrics,
            FurtherWork = furtherWork,
            RiskSnapshot = _riskSnapshot?.Node,
            EquityUsd = double.IsFinite(_equity) ? _equity : null,
            ReadRouterHealth = () => state is null ? RouterView.Merged(document?.Node) : RouterView.Of(state),
            ReadNav = () => nav is { } write ? Document(write) : Minimal(known._equity, known._equityTs, known._source),
        };
    }

    private static JsonObject Document(SurfaceWrite nav)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            nav.Surface.Write(writer, nav.Payload);
        }

        return JsonNodes.Parse(buffer.WrittenSpan) as JsonObject ?? [];
    }

    /// <summary>What the frame itself says of the account, where no nav surface has come by.</summary>
    private static JsonObject Minimal(double equity, double ts, string source) => double.IsFinite(equity)
        ? new JsonObject { ["nav"] = equity, ["nav_usd"] = equity, ["nav_total"] = equity, ["total_equity"] = equity, ["updated_ts"] = ts, ["source"] = source }
        : [];
}
