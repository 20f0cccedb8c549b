using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>Gathers the KPIs when they are due, builds them when they may be written; remembers the newest documents of the stages before. Source: state contract, kpis_v7.json.</summary>
internal sealed class KpiSection(TickPublisherOptions options)
{
    private const string ExpectancyFile = "expectancy_v6.json";

    private StageDocument? _risk;
    private StageDocument? _router;
    private JsonObject? _expectancy;
    private double _last;
    private Gathered? _gathered;

    /// <summary>Notes what the stages before have built.</summary>
    public void Observe(TickFrame frame)
    {
        _risk = frame.RiskDocument ?? _risk;
        _router = frame.RouterDocument ?? _router;
        foreach (SurfaceWrite write in frame.Surfaces)
        {
            if (write.Surface.File == ExpectancyFile)
            {
                _expectancy = Document(write);
            }
        }
    }

    /// <summary>True when the payload is due.</summary>
    public bool IsDue(double now) => now - _last >= options.KpiIntervalSeconds;

    /// <summary>True when something was gathered that has not been built yet.</summary>
    public bool Waits => _gathered is not null;

    /// <summary>Gathers what the payload of this tick is made of; the next one is due after the interval.</summary>
    public void Gather(TickFrame frame, NavState nav)
    {
        _last = frame.Now;
        _gathered = new Gathered(frame.Now, frame.Positions.Span.ToArray(), nav, _risk, _router, _expectancy);
    }

    /// <summary>The payload of what was gathered last; null when it was built already.</summary>
    public KpisV7State? Build()
    {
        if (_gathered is not var (now, positions, nav, risk, router, expectancy))
        {
            return null;
        }

        _gathered = null;
        var input = new KpiInput
        {
            Nav = new JsonObject
            {
                ["nav_total"] = nav.NavTotal,
                ["updated_at"] = nav.UpdatedTs,
                ["nav_age_s"] = nav.NavAgeS,
                ["sources_ok"] = nav.SourcesOk,
                ["aum"] = new JsonObject { ["total"] = nav.Aum.Total },
            },
            Risk = risk?.Node,
            Router = router?.Node,
            Expectancy = expectancy,
            UsdZar = options.UsdZar,
        };
        return KpiBuilder.Build(input, now, positions);
    }

    private static JsonObject? Document(SurfaceWrite write)
    {
        if (write.Payload is JsonObject document)
        {
            return document;
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            write.Surface.Write(writer, write.Payload);
        }

        return JsonNodes.Parse(stream.GetBuffer().AsSpan(0, (int)stream.Length)) as JsonObject;
    }

    private sealed record Gathered(
        double Now, PositionRow[] Positions, NavState Nav, StageDocument? Risk, StageDocument? Router, JsonObject? Expectancy);
}
