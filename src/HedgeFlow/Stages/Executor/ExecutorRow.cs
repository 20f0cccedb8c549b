using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Executor;

/// <summary>A row of the executor: values on its thread, bytes on the journal's. Its nodes are what its bytes say.</summary>
public abstract class ExecutorRow : DeferredObject
{
    public override string? TextOf(string member) => Coerce.Text(Nodes[member]);

    /// <inheritdoc/>
    protected override JsonObject Build()
    {
        using var buffer = new PooledBufferWriter();
        using (var writer = new Utf8JsonWriter(buffer, OutputJson.WriterOptions))
        {
            writer.WriteStartObject();
            WriteMembers(writer);
            writer.WriteEndObject();
        }

        return (JsonObject)JsonNodes.Parse(buffer.WrittenSpan)!;
    }

    /// <summary>Bytes of texts in an estimate.</summary>
    protected static int Length(string? text) => text?.Length ?? 4;
}
