namespace HedgeFlow.Host.Dashboard;

/// <summary>How loud the words of the page are.</summary>
internal static class Badges
{
    /// <summary>Tone of a regime badge: <c>good</c>, <c>warn</c>, <c>bad</c> or <c>neutral</c>.</summary>
    public static string Tone(string badge) => badge switch
    {
        "VOL_HIGH" or "DD_RECOVERY" or "RISK_DEFENSIVE" => "warn",
        "VOL_CRISIS" or "DD_DRAWDOWN" or "ROUTER_WEAK" or "RISK_BREACH" or "RISK_CRITICAL" => "bad",
        "ROUTER_STRONG" => "good",
        _ => "neutral",
    };
}
