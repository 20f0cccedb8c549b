using System.Text.Json;
using HedgeFlow.Domain;

namespace HedgeFlow.Feed;

/// <summary>
/// The parts of a snapshot in any form, each at its value token. A part of a wrong type leaves the snapshot without it;
/// an entry of a wrong type is left out alone. The reader stands on the part's last token afterwards.
/// </summary>
internal static class SnapshotParts
{
    public static void ReadAccount(ref Utf8JsonReader reader, ExchangeSnapshot snapshot)
    {
        snapshot.TotalMarginBalance = double.NaN;
        snapshot.TotalWalletBalance = double.NaN;
        snapshot.TotalUnrealizedProfit = double.NaN;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("totalMarginBalance"u8))
            {
                reader.Read();
                snapshot.TotalMarginBalance = TokenValue.Number(ref reader);
            }
            else if (reader.ValueTextEquals("totalWalletBalance"u8))
            {
                reader.Read();
                snapshot.TotalWalletBalance = TokenValue.Number(ref reader);
            }
            else if (reader.ValueTextEquals("totalUnrealizedProfit"u8))
            {
                reader.Read();
                snapshot.TotalUnrealizedProfit = TokenValue.Number(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    public static void ReadBalances(ref Utf8JsonReader reader, PooledList<AssetBalance> balances, SymbolTable symbols)
    {
        balances.Clear();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            string asset = "";
            double balance = double.NaN;
            double available = double.NaN;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("asset"u8))
                {
                    reader.Read();
                    asset = TokenValue.Symbol(ref reader, symbols);
                }
                else if (reader.ValueTextEquals("balance"u8))
                {
                    reader.Read();
                    balance = TokenValue.Number(ref reader);
                }
                else if (reader.ValueTextEquals("availableBalance"u8))
                {
                    reader.Read();
                    available = TokenValue.Number(ref reader);
                }
                else
                {
                    reader.Read();
                    reader.Skip();
                }
            }

            if (asset.Length > 0)
            {
                balances.Add(new AssetBalance(asset, balance, available));
            }
        }
    }

    public static void ReadPositions(ref Utf8JsonReader reader, PooledList<RawPosition> positions, SymbolTable symbols)
    {
        positions.Clear();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (RawPositionReader.Read(ref reader, symbols, out RawPosition position))
            {
                positions.Add(position);
            }
        }
    }

    public static void ReadPrices(ref Utf8JsonReader reader, PooledList<PriceMark> prices, SymbolTable symbols)
    {
        prices.Clear();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string symbol = reader.ValueIsEscaped ? reader.GetString()!.Trim().ToUpperInvariant() : symbols.Get(reader.ValueSpan);
            reader.Read();
            double price = TokenValue.Number(ref reader);
            if (symbol.Length > 0 && !double.IsNaN(price))
            {
                prices.Add(new PriceMark(symbol, price));
            }
        }
    }

    public static void ReadErrors(ref Utf8JsonReader reader, PooledList<SnapshotError> errors)
    {
        errors.Clear();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            string endpoint = "";
            string category = "";
            long? code = null;
            bool retriable = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("endpoint"u8))
                {
                    reader.Read();
                    endpoint = TokenValue.Text(ref reader) ?? "";
                }
                else if (reader.ValueTextEquals("category"u8))
                {
                    reader.Read();
                    category = TokenValue.Text(ref reader) ?? "";
                }
                else if (reader.ValueTextEquals("code"u8))
                {
                    reader.Read();
                    code = TokenValue.Integer(ref reader);
                }
                else if (reader.ValueTextEquals("retriable"u8))
                {
                    reader.Read();
                    retriable = TokenValue.Flag(ref reader) ?? false;
                }
                else
                {
                    reader.Read();
                    reader.Skip();
                }
            }

            errors.Add(new SnapshotError(endpoint, category, code, retriable));
        }
    }
}
