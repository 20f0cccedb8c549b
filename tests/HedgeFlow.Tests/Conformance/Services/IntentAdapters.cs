using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Orders;

namespace HedgeFlow.Tests.Conformance.Services;

internal static class IntentAdapters
{
    [Vector("services/normalize_intent", ExactAt = "veto")]
    public static JsonNode? Normalize(JsonNode? input)
    {
        IntentOutcome outcome = new IntentNormalizer(new IntentIds(1)).Normalize((JsonObject)input!["intent"]!, 1764000000.0);
        return outcome.Intent is { } intent
            ? new JsonObject { ["intent"] = intent.Payload.DeepClone() }
            : new JsonObject { ["rejected"] = outcome.Rejected };
    }

    [Vector("services/signal_doctor", Exact = true)]
    public static JsonNode? Examine(JsonNode? input)
    {
        SignalVerdict verdict = SignalDoctor.Examine((JsonObject)input!["payload"]!, Coerce.Number(input["nav_age_s"]));
        return new JsonObject
        {
            ["ok"] = verdict.Ok,
            ["reasons"] = new JsonArray([.. verdict.Reasons.Select(reason => (JsonNode?)reason)]),
            ["confidence"] = verdict.Confidence,
        };
    }
}
