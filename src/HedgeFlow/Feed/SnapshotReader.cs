using System.Text.Json;
using HedgeFlow.Domain;

namespace HedgeFlow.Feed;

/// <summary>
/// Reads a snapshot line in any form: members in any order, under any alias, numbers as text, extra members, blanks,
/// escapes. A part of a wrong type is a missing part. Of repeated members the last one counts; prices are listed as
/// they come, the last one of a symbol counting. Source: feed contract, <c>snapshot</c>.
/// </summary>
internal sealed class SnapshotReader(SymbolTable symbols)
{
    /// <summary>The line has a <c>seq</c> member, whatever its value.</summary>
    public bool HasSeq { get; private set; }

    /// <summary>Its value; null when it is no 64-bit integer.</summary>
    public long? Seq { get; private set; }

    /// <summary>
    /// Fills <paramref name="snapshot"/>, which is empty before; its <c>Ts</c> stays NaN when the line has no time.
    /// False when the line's last <c>kind</c> is not <c>snapshot</c> after all.
    /// </summary>
    /// <exception cref="JsonException">Not valid JSON; the snapshot is half filled.</exception>
    /// <exception cref="InvalidOperationException">A text with half of a surrogate pair; the snapshot is half filled.</exception>
    public bool Read(ReadOnlySpan<byte> line, ExchangeSnapshot snapshot)
    {
        HasSeq = false;
        Seq = null;
        bool isSnapshot = false;
        var reader = new Utf8JsonReader(line, FeedParser.ReaderOptions);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("positions"u8))
            {
                reader.Read();
                SnapshotParts.ReadPositions(ref reader, snapshot.Positions, symbols);
            }
            else if (reader.ValueTextEquals("prices"u8))
            {
                reader.Read();
                SnapshotParts.ReadPrices(ref reader, snapshot.Prices, symbols);
            }
            else if (reader.ValueTextEquals("balances"u8))
            {
                reader.Read();
                SnapshotParts.ReadBalances(ref reader, snapshot.Balances, symbols);
            }
            else if (reader.ValueTextEquals("account"u8))
            {
                reader.Read();
                SnapshotParts.ReadAccount(ref reader, snapshot);
            }
            else if (reader.ValueTextEquals("kind"u8))
            {
                reader.Read();
                isSnapshot = TokenValue.Text(ref reader) == "snapshot";
            }
            else
            {
                ReadScalar(ref reader, snapshot);
            }
        }

        // Whatever stands behind the object makes the reader throw.
        reader.Read();
        return isSnapshot;
    }

    private void ReadScalar(ref Utf8JsonReader reader, ExchangeSnapshot snapshot)
    {
        if (reader.ValueTextEquals("seq"u8))
        {
            reader.Read();
            HasSeq = true;
            Seq = TokenValue.Integer(ref reader);
            snapshot.Seq = Seq ?? 0;
        }
        else if (reader.ValueTextEquals("ts"u8))
        {
            reader.Read();
            snapshot.Ts = TokenValue.Time(ref reader);
        }
        else if (reader.ValueTextEquals("source"u8))
        {
            reader.Read();
            snapshot.Source = SourceOf(TokenValue.Text(ref reader));
        }
        else if (reader.ValueTextEquals("testnet"u8))
        {
            reader.Read();
            snapshot.Testnet = TokenValue.Flag(ref reader) ?? false;
        }
        else if (reader.ValueTextEquals("dry_run"u8))
        {
            reader.Read();
            snapshot.DryRun = TokenValue.Flag(ref reader) ?? false;
        }
        else if (reader.ValueTextEquals("dual_side"u8))
        {
            reader.Read();
            snapshot.DualSide = TokenValue.Flag(ref reader);
        }
        else if (reader.ValueTextEquals("errors"u8))
        {
            reader.Read();
            SnapshotParts.ReadErrors(ref reader, snapshot.Errors);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private static string SourceOf(string? text) => text switch
    {
        null => "",
        "replay" => "replay",
        "live" => "live",
        "dry_run" => "dry_run",
        _ => text,
    };
}
