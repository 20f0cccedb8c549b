using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>Builds the KPIs when they are due; remembers the newest documents of the stages before. Source: state contract, kpis_v7.json.</summary>
internal sealed class KpiSection(TickPublisherOptions options)
{
    private const string ExpectancyFile = "expectancy_v6.json";

    private StageDocument? _risk;
    private StageDocument? _router;
    private JsonObject? _expectancy;
    private double _last;

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

    /// <summary>The payload; the next one is due after the interval.</summary>
    public KpisV7State Build(TickFrame frame, NavState nav)
    {
        _last = frame.Now;
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
            Risk = _risk?.Node,
            Router = _router?.Node,
            Expectancy = _expectancy,
            UsdZar = options.UsdZar,
        };
        return KpiBuilder.Build(input, frame.Now, frame.Positions.Span);
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
}
