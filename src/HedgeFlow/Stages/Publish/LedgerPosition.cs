using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Feed;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Positions;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>An open position as the ledger and the exit scan see it. Source: state contract, ledger.</summary>
/// <param name="Key">Symbol and side.</param>
/// <param name="Qty">Base units, absolute.</param>
/// <param name="Entry">Quote per base unit, above 0.</param>
/// <param name="Price">Current price; NaN when not known.</param>
/// <param name="CreatedTs">Supplied time of opening, epoch seconds.</param>
/// <param name="UpdatedTs">Supplied time of the last change, epoch seconds.</param>
/// <param name="Embedded">Levels that the row itself carries.</param>
public readonly record struct LedgerPosition(
    PositionKey Key, double Qty, double Entry, double Price, double? CreatedTs = null, double? UpdatedTs = null, TpSlLevels? Embedded = null)
{
    public static LedgerPosition Of(in PositionRow row) =>
        new(new PositionKey(row.Symbol, row.Side), Math.Abs(row.Qty), row.Entry, row.Mark);

    /// <summary>A row of another program; false when it has no symbol, quantity or entry price. The mark is not needed.</summary>
    public static bool Read(JsonNode? node, out LedgerPosition position)
    {
        position = default;
        if (!RawPositionReader.Read(node, out RawPosition raw) || raw.Symbol.Length == 0 || !(raw.Entry > 0)
            || !PositionNormalizer.TrySign(raw, out double qty, out PositionSide side))
        {
            return false;
        }

        var row = (JsonObject)node!;
        double? update = IsoTime.Parse(row["updateTime"]);
        position = new LedgerPosition(
            new PositionKey(raw.Symbol, side),
            Math.Abs(qty),
            raw.Entry,
            raw.Mark,
            IsoTime.Parse(row["created_ts"]) ?? update,
            IsoTime.Parse(row["updated_ts"]) ?? update,
            row["tp_sl"] is JsonObject levels ? TpSlRegistry.Read(levels) : null);
        return true;
    }
}
