using HedgeFlow.Domain;

namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>
/// First-in-first-out lots per symbol and position side: what a trade closed, at which profit. Inherited positions are seeded as
/// one lot each, so that closing them is seen too. Not thread-safe. Source: services contract, order semantics.
/// </summary>
public sealed class FifoLots
{
    private const string NoSide = "BOTH";

    private readonly Dictionary<(string Symbol, string Side), LotBook> _books = [];

    /// <summary>Applies one trade; a quantity or price that is not above zero and finite changes nothing.</summary>
    public LotMatch Apply(in LotTrade trade)
    {
        LotBook book = Book(trade.Symbol, trade.PositionSide);
        return IsPositive(trade.Qty) && IsPositive(trade.Price)
            ? book.Apply(trade)
            : new LotMatch(book.Position, book.Position, 0, 0, 0);
    }

    /// <summary>Adds one lot that was there before.</summary>
    /// <param name="symbol">Upper-case.</param>
    /// <param name="positionSide">As in <see cref="LotTrade"/>.</param>
    /// <param name="signedQty">Base units, negative = short.</param>
    /// <param name="price">Entry price.</param>
    public void Seed(string symbol, string? positionSide, double signedQty, double price)
    {
        if (IsPositive(Math.Abs(signedQty)) && Math.Abs(signedQty) > LotBook.Epsilon && IsPositive(price))
        {
            Book(symbol, positionSide).Open(signedQty > 0, Math.Abs(signedQty), price);
        }
    }

    /// <summary>One lot per open position of the account's first snapshot.</summary>
    public void Seed(ExchangeSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        foreach (ref readonly RawPosition row in snapshot.Positions.Span)
        {
            Seed(row.Symbol, row.ExchangeSide, Signed(row), row.Entry);
        }
    }

    /// <summary>Signed position in base units; 0 when flat.</summary>
    public double Position(string symbol, string? positionSide) =>
        _books.TryGetValue((symbol, Key(positionSide)), out LotBook? book) ? book.Position : 0;

    /// <summary>Mean entry price of what is open; NaN when flat.</summary>
    public double AverageEntry(string symbol, string? positionSide) =>
        _books.TryGetValue((symbol, Key(positionSide)), out LotBook? book) ? book.AverageEntry : double.NaN;

    /// <summary>The quantity with the sign that the side word gives it; NaN stays NaN.</summary>
    internal static double Signed(in RawPosition row) => row.Word switch
    {
        PositionSideWord.Long => Math.Abs(row.Qty),
        PositionSideWord.Short => -Math.Abs(row.Qty),
        _ => row.Qty,
    };

    private static string Key(string? positionSide) => string.IsNullOrEmpty(positionSide) ? NoSide : positionSide;

    private static bool IsPositive(double value) => value > 0 && double.IsFinite(value);

    private LotBook Book(string symbol, string? positionSide)
    {
        (string, string) key = (symbol, Key(positionSide));
        if (!_books.TryGetValue(key, out LotBook? book))
        {
            _books.Add(key, book = new LotBook());
        }

        return book;
    }
}
