using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using static HedgeFlow.Host.Dashboard.BoardData;

namespace HedgeFlow.Host.Dashboard.Panels;

/// <summary>Drawdown, loss of the day, tail risk, circuit breaker, anomalies, and why orders were refused.</summary>
internal static class RiskPanel
{
    public static void Build(BoardData data, PanelView view)
    {
        if (data.Document("risk_snapshot") is { } risk)
        {
            string state = (Text(risk, "dd_state.state", "dd_state.dd_state", "dd_state") ?? "").ToUpperInvariant();
            bool? breaker = Coerce.Boolean(At(risk, "circuit_breaker.active"));
            double? var = Number(risk, "var.portfolio_var_nav_pct"), varLimit = Number(risk, "var.max_portfolio_var_nav_pct");
            double? cvar = Objects(At(risk, "cvar.per_symbol")).Select(row => Number(row, "cvar_nav_pct")).Max();
            double? cvarLimit = Number(risk, "cvar.max_position_cvar_nav_pct");
            view.Figures()
                .Add("State", state, state is "DRAWDOWN" ? "bad" : state is "RECOVERY" ? "warn" : "good")
                .Add("Drawdown", Number(risk, "dd_frac", "dd_pct"), "frac")
                .Add("Daily loss", Number(risk, "daily_loss_frac", "daily_loss_pct"), "frac")
                .Add($"VaR{Limit(varLimit)}", var, "frac", var > varLimit ? "bad" : "")
                .Add($"Worst CVaR{Limit(cvarLimit)}", cvar, "frac", cvar > cvarLimit ? "bad" : "")
                .Add("Circuit breaker", breaker is { } active ? active ? "ACTIVE" : "armed" : null, breaker == true ? "bad" : "good");
            view.Badges(At(risk, "anomalies") is JsonObject { Count: > 0 } anomalies
                ? anomalies.Select(anomaly => (anomaly.Key.Replace('_', ' '), "bad"))
                : [("no anomalies", "neutral")]);
        }
        else
        {
            view.Note("unavailable", "bad");
        }

        var reasons = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (JsonObject row in data.Rows(JournalFiles.RiskVetoes))
        {
            string reason = Coerce.Text(row["veto_reason"]) ?? Coerce.Text(row["reason"]) ?? "unknown";
            reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
        }

        view.Table(
            "vetoes",
            "Vetoes, 24 h",
            [("Reason", "symbol"), ("Count", "int")],
            reasons.OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal).Take(6).Select(reason => new JsonArray(Cell(reason.Key), reason.Value)),
            "none");
    }

    private static string Limit(double? limit) => limit is { } value ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" (≤ {value * 100:0.#} %)") : "";
}
