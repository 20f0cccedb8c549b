using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Compare;

/// <summary>How one shadow decision and the live side of its symbol differ.</summary>
public sealed record CompareDiff
{
    /// <summary>The shadow record; shared, never changed.</summary>
    public JsonObject Shadow { get; init; } = [];

    /// <summary>The newest order row of the symbol; null when there is none.</summary>
    public LiveOrder? Live { get; init; }

    /// <summary>The verdict is not what happened; always so when the record has no verdict.</summary>
    public bool VetoMismatch { get; init; }

    /// <summary>Signed percent of the shadow size; null unless both sizes are known.</summary>
    public double? SizePctDiff { get; init; }

    /// <summary>Basis points, positive = live was dearer; null unless both slippages are known.</summary>
    public double? SlippageDiffBps { get; init; }

    /// <summary>Fraction of the shadow size, without sign; null unless both sizes are known.</summary>
    public double? SizingDiffPct { get; init; }

    /// <summary>Live was larger.</summary>
    public bool Upsize { get; init; }

    /// <summary>What tells two decisions apart in the log: symbol, timestamp, attempt id.</summary>
    public string Key => KeyOf(Shadow["symbol"], Shadow["timestamp"], Shadow["attempt_id"]);

    /// <summary>The key of a row that is in the log already.</summary>
    public static string KeyOfRow(JsonObject row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return KeyOf(row["symbol"], row["ts"], (row["shadow"] as JsonObject)?["attempt_id"]);
    }

    /// <summary>The row of the comparison log.</summary>
    public JsonObject ToRow() => new()
    {
        ["symbol"] = Shadow["symbol"]?.DeepClone(),
        ["ts"] = Shadow["timestamp"]?.DeepClone(),
        ["shadow"] = Shadow.DeepClone(),
        ["live"] = Live?.ToDocument(),
        ["veto_mismatch"] = VetoMismatch,
        ["size_pct_diff"] = SizePctDiff,
        ["slippage_diff_bps"] = SlippageDiffBps,
        ["sizing_diff_pct"] = SizingDiffPct,
    };

    private static string KeyOf(JsonNode? symbol, JsonNode? timestamp, JsonNode? attempt) =>
        $"{Coerce.AsText(symbol)}\n{Coerce.AsText(timestamp)}\n{Coerce.AsText(attempt)}";
}
