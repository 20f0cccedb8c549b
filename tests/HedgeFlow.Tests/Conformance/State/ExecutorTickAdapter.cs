using System.Text.Json.Nodes;
using HedgeFlow.Configuration;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Executor.Positions;
using HedgeFlow.Stages.Intel;
using HedgeFlow.Stages.Publish;
using HedgeFlow.Stages.Risk;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Conformance.State;

internal static class ExecutorTickAdapter
{
    [Vector("state/executor_tick")]
    public static JsonNode? Tick(JsonNode? input)
    {
        double now = Coerce.Number(input!["now"])!.Value;
        using var frame = new TickFrame
        {
            Tick = 1,
            Now = now,
            SnapshotTs = now,
            Equity = Coerce.Number(input["nav"]) ?? double.NaN,
            Source = "live",
            SourcesOk = true,
        };
        using PooledList<RawPosition> raw = RawRows.Of(input["rows"]);
        frame.Quarantined = new PositionNormalizer().Normalize(raw.Span, RawRows.Prices(null), now, frame.Positions);
        var publisher = new TickPublisher(
            new TickPublisherOptions
            {
                EngineVersion = Coerce.Text(input["engine_version"])!,
                Flags = V6Flags.FromDocument(input["flags"]),
                RunId = "test",
                HostName = "test",
            },
            TickCaches.Empty);
        new RiskStage(RiskOptions.Default, () => ConfigurationSet.Empty).Process(frame);
        new IntelStage(new IntelOptions()).Process(frame);
        publisher.Process(frame);
        var files = new JsonObject();
        foreach (SurfaceWrite write in frame.Surfaces)
        {
            files[write.Surface.File] = Payloads.Node(write);
        }

        return files;
    }
}
