using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Executor.Gate;

/// <summary>
/// The gate's decision in the form that shadow records carry. Source: risk contract, decision.
/// </summary>
/// <param name="Allowed">No veto.</param>
/// <param name="ClampedQty">The intent's quantity: no rule clamps it.</param>
/// <param name="Reasons">Distinct, blanks left out.</param>
/// <param name="Diagnostics">The gate detail.</param>
public sealed record RiskDecision(bool Allowed, double? ClampedQty, IReadOnlyList<string> Reasons, JsonObject? Diagnostics)
{
    /// <summary>Reason of a veto that has none, or of a gate that failed.</summary>
    public const string EngineError = "risk_engine_error";

    /// <summary>Of a decision of the gate.</summary>
    public static RiskDecision Of(in GateDecision decision, double? qty, JsonObject? detail) =>
        Of(decision.Vetoed, decision.Reasons.ToArray(), qty, detail);

    /// <summary>Of a check's outcome; a veto without a reason is an engine error (fail closed).</summary>
    public static RiskDecision Of(bool veto, IEnumerable<string?> reasons, double? qty, JsonObject? detail)
    {
        string[] distinct = [.. reasons.OfType<string>().Select(reason => reason.Trim()).Where(reason => reason.Length > 0).Distinct(StringComparer.Ordinal)];
        if (veto && distinct.Length == 0)
        {
            distinct = [EngineError];
        }

        return new RiskDecision(!veto, qty, distinct, detail);
    }

    /// <summary>Of a gate that threw.</summary>
    public static RiskDecision Failed(double? qty) => Of(veto: true, [], qty, null);

    /// <summary><c>{allowed, clamped_qty, reasons, hit_caps{reason: true}, diagnostics}</c>.</summary>
    public JsonObject ToJson()
    {
        var caps = new JsonObject();
        foreach (string reason in Reasons)
        {
            caps[reason] = true;
        }

        return new JsonObject
        {
            ["allowed"] = Allowed,
            ["clamped_qty"] = ClampedQty is { } qty && double.IsFinite(qty) ? qty : null,
            ["reasons"] = new JsonArray([.. Reasons.Select(reason => (JsonNode?)JsonValue.Create(reason))]),
            ["hit_caps"] = caps,
            ["diagnostics"] = Diagnostics?.DeepClone() ?? new JsonObject(),
        };
    }
}
