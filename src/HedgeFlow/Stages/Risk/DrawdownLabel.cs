namespace HedgeFlow.Stages.Risk;

/// <summary>How bad a drawdown is, in words. Source: risk contract, drawdown labels.</summary>
public static class DrawdownLabel
{
    public const string Normal = "normal";
    public const string Cautious = "cautious";
    public const string Defensive = "defensive";

    private const double DefaultKill = 0.06;
    private const double DefaultAlert = 0.03;

    /// <summary>All three in one unit, signs ignored; a missing drawdown is normal, missing limits take their defaults.</summary>
    public static string Classify(double? drawdown, double? alert, double? kill)
    {
        if (drawdown is not { } dd || !double.IsFinite(dd))
        {
            return Normal;
        }

        double killAt = kill is { } k && double.IsFinite(k) && k != 0 ? Math.Abs(k) : DefaultKill;
        double alertAt = alert is { } a && double.IsFinite(a) ? Math.Abs(a) : DefaultAlert;
        if (alertAt == 0 || alertAt > killAt)
        {
            alertAt = killAt / 2;
        }

        double depth = Math.Abs(dd);
        return depth >= killAt ? Defensive : depth >= alertAt ? Cautious : Normal;
    }

    /// <summary>Coarse regime of a drawdown fraction: 0 low, 1 moderate, 2 high, 3 critical; missing is low.</summary>
    public static (int Regime, string Name) Regime(double? ddFrac) => ddFrac switch
    {
        null or double.NaN or double.PositiveInfinity or double.NegativeInfinity or < 0.05 => (0, "low"),
        < 0.15 => (1, "moderate"),
        < 0.30 => (2, "high"),
        _ => (3, "critical"),
    };
}
