using System.Text.Json;
using HedgeFlow.Domain;

namespace HedgeFlow.Feed;

/// <summary>Writes a snapshot in the form that <see cref="CanonicalSnapshot"/> reads. Missing numbers are left out.</summary>
internal static class CanonicalSnapshotWriter
{
    public static void Write(Utf8JsonWriter writer, ExchangeSnapshot snapshot)
    {
        writer.WriteStartObject();
        writer.WriteString("kind"u8, "snapshot"u8);
        writer.WriteNumber("seq"u8, snapshot.Seq);
        writer.WriteNumber("ts"u8, snapshot.Ts);
        writer.WriteString("source"u8, snapshot.Source);
        writer.WriteBoolean("testnet"u8, snapshot.Testnet);
        writer.WriteBoolean("dry_run"u8, snapshot.DryRun);
        writer.WriteStartObject("account"u8);
        WriteNumber(writer, "totalMarginBalance"u8, snapshot.TotalMarginBalance);
        WriteNumber(writer, "totalWalletBalance"u8, snapshot.TotalWalletBalance);
        WriteNumber(writer, "totalUnrealizedProfit"u8, snapshot.TotalUnrealizedProfit);
        writer.WriteEndObject();
        writer.WriteStartArray("balances"u8);
        foreach (ref readonly AssetBalance balance in snapshot.Balances.Span)
        {
            WriteBalance(writer, balance);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("positions"u8);
        foreach (ref readonly RawPosition position in snapshot.Positions.Span)
        {
            WritePosition(writer, position);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("prices"u8);
        foreach (ref readonly PriceMark price in snapshot.Prices.Span)
        {
            WriteNumber(writer, price.Symbol, price.Price);
        }

        writer.WriteEndObject();
        if (snapshot.DualSide is { } dual)
        {
            writer.WriteBoolean("dual_side"u8, dual);
        }

        writer.WriteStartArray("errors"u8);
        foreach (ref readonly SnapshotError error in snapshot.Errors.Span)
        {
            WriteError(writer, error);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteBalance(Utf8JsonWriter writer, in AssetBalance balance)
    {
        writer.WriteStartObject();
        writer.WriteString("asset"u8, balance.Asset);
        if (double.IsFinite(balance.Balance))
        {
            writer.WriteNumber("balance"u8, balance.Balance + 0.0);
        }
        else
        {
            writer.WriteNull("balance"u8);
        }

        WriteNumber(writer, "availableBalance"u8, balance.Available);
        writer.WriteEndObject();
    }

    private static void WritePosition(Utf8JsonWriter writer, in RawPosition position)
    {
        writer.WriteStartObject();
        writer.WriteString("symbol"u8, position.Symbol);
        writer.WriteString("positionSide"u8, SideOf(position));
        WriteNumber(writer, "qty"u8, position.Qty);
        WriteNumber(writer, "entryPrice"u8, position.Entry);
        WriteNumber(writer, "unrealized"u8, position.Unrealized);
        WriteNumber(writer, "markPrice"u8, position.Mark);
        WriteNumber(writer, "leverage"u8, position.Leverage);
        WriteNumber(writer, "realized_pnl"u8, position.Realized);
        WriteNumber(writer, "updated_at"u8, position.UpdatedTs);
        writer.WriteEndObject();
    }

    /// <summary>A side that came as another word (a trade side, another member) is kept by a word that says the same.</summary>
    private static string SideOf(in RawPosition position) => position.ExchangeSide switch
    {
        "LONG" or "SHORT" => position.ExchangeSide,
        _ => position.Word switch
        {
            PositionSideWord.Long => "BUY",
            PositionSideWord.Short => "SELL",
            _ => "BOTH",
        },
    };

    private static void WriteError(Utf8JsonWriter writer, in SnapshotError error)
    {
        writer.WriteStartObject();
        writer.WriteString("endpoint"u8, error.Endpoint);
        writer.WriteString("category"u8, error.Category);
        if (error.Code is { } code)
        {
            writer.WriteNumber("code"u8, code);
        }

        writer.WriteBoolean("retriable"u8, error.Retriable);
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumber(name, value + 0.0);
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumber(name, value + 0.0);
        }
    }
}
