using System.Text.Json.Nodes;
using HedgeFlow.Adapters.Firestore;
using HedgeFlow.Serialization;

namespace HedgeFlow.Tests.Conformance.Services;

/// <summary>Vectors of the remote's guards.</summary>
internal static class RemoteGuardAdapters
{
    [Vector("services/remote_write_guard", Exact = true)]
    public static JsonNode? RemoteWriteGuardVector(JsonNode? input)
    {
        var variables = (JsonObject)input!["env"]!;
        string? refusal = RemoteWriteGuard.Refusal(Coerce.Text(input["env_name"])!, name => Coerce.Text(variables[name]));
        return new JsonObject { ["remote_write_allowed"] = refusal is null };
    }
}
