namespace HedgeFlow.Stages.Risk;

/// <summary>Words of <see cref="DrawdownState"/> in documents.</summary>
public static class DrawdownStateWord
{
    public static string ToWord(this DrawdownState state) => state switch
    {
        DrawdownState.Normal => "NORMAL",
        DrawdownState.Drawdown => "DRAWDOWN",
        DrawdownState.Recovery => "RECOVERY",
        _ => "UNKNOWN",
    };

    /// <summary>Trimmed, any case; everything else is unknown.</summary>
    public static DrawdownState Parse(string? word) => word?.Trim().ToUpperInvariant() switch
    {
        "NORMAL" => DrawdownState.Normal,
        "DRAWDOWN" => DrawdownState.Drawdown,
        "RECOVERY" => DrawdownState.Recovery,
        _ => DrawdownState.Unknown,
    };
}
