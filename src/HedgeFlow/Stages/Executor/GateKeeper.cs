using HedgeFlow.Configuration;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Gate;
using HedgeFlow.Stages.Risk;

namespace HedgeFlow.Stages.Executor;

/// <summary>
/// Keeps what the pre-trade gate looks at (book view, loss history, attempts, fills, errors) up to date and asks it.
/// The gate itself is a pure function. One thread.
/// </summary>
public sealed class GateKeeper(GateBook view, GateState state, EquityPeaks equity, Func<GateRules> rules) : IDisposable
{
    public GateState State => state;

    /// <summary>The first symbol of the universe, ordinal order; null when it is empty.</summary>
    public string? FirstSymbol => rules().Universe.Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Takes a tick over into the gate's view.</summary>
    public void OnTick(Book book, double now)
    {
        ArgumentNullException.ThrowIfNull(book);
        GateRules current = rules();
        equity.Observe(book.SourcesOk ? book.Equity : double.NaN, book.EquityTs, now, current.Limits.NavAnomalies);
        if (!ReferenceEquals(view.Returns.Settings, current.Advanced))
        {
            view.Returns.Configure(current.Advanced);
        }

        view.SetPositions(book.Positions.Span);
        view.NavTotal = book.Equity;
        view.NavAgeSeconds = IntentRows.NavAge(book, now) ?? double.NaN;
        view.NavSourcesOk = double.IsFinite(book.Equity) ? book.SourcesOk : null;
        view.Drawdown = equity.Drawdown(book.SourcesOk, now, current.Limits.NavFreshnessSeconds);
        view.PortfolioDrawdown = equity.History.Drawdown;
        state.UpdateCounters(book.Positions.Span, book.Exposures.Gross, view.Drawdown.DailyLossFrac);
    }

    public void OnCandle(OrderFact candle) => view.Returns.Apply(candle);

    public void OnOrderFact(OrderFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        if (fact.Kind == FeedKind.OrderFill && Coerce.Number(fact.Payload["executedQty"]) is > 0)
        {
            state.NoteFill(fact.Symbol, fact.Ts);
        }
        else if (fact.Kind == FeedKind.OrderError)
        {
            // Every order error counts for the circuit, a post-only reject that is sent again too: the contract knows no exception, and
            // a burst of them is a market that this executor does not read well.
            state.NoteError(fact.Ts);
        }
    }

    /// <summary>Judges an intent against the book as it stands.</summary>
    /// <param name="note">The attempt counts against the burst limit: an intent that this executor would send.</param>
    public GateVerdict Judge(Intent intent, Book book, double price, double now, bool note)
    {
        ArgumentNullException.ThrowIfNull(intent);
        ArgumentNullException.ThrowIfNull(book);
        if (note)
        {
            state.NoteAttempt(now);
        }

        // The book may have aged since its tick: a feed that stands still makes NAV stale.
        view.NavAgeSeconds = IntentRows.NavAge(book, now) ?? double.NaN;
        GateRules current = rules();
        GateRequest request = Request(intent, book, price, current.Pairs);
        return new GateVerdict(request, PreTradeGate.Evaluate(request, view, current, state, now));
    }

    /// <summary>The row of a refused intent.</summary>
    public JournalRow VetoRow(Intent intent, in GateVerdict verdict, string runId, double now)
    {
        ArgumentNullException.ThrowIfNull(intent);
        var origin = new VetoOrigin(
            intent.Strategy, intent.PositionSide.Length > 0 ? intent.PositionSide : null, intent.SignalTs, intent.AttemptId, intent.IntentId, runId);
        return VetoRecord.Row(Detail(verdict), origin, now);
    }

    /// <summary>What the shadow run needs to know of the intent and its judgement.</summary>
    public ShadowRequest ShadowOf(Intent intent, in GateVerdict verdict, Book book, double price, double now)
    {
        ArgumentNullException.ThrowIfNull(intent);
        ArgumentNullException.ThrowIfNull(book);
        double? qty = intent.Qty > 0 ? intent.Qty : price > 0 ? verdict.Request.RequestedNotional / price : null;
        return new ShadowRequest(
            intent,
            now,
            double.IsFinite(book.Equity) ? book.Equity : 0,
            book.Exposures.Gross,
            Math.Abs(book.OpenQty(intent.Symbol)),
            book.Positions.Count,
            double.IsFinite(verdict.Request.TierGrossNotional) ? verdict.Request.TierGrossNotional : 0,
            double.IsFinite(price) ? price : 0,
            Detail(verdict),
            qty);
    }

    /// <summary>What the gate saw, before the book moves on.</summary>
    private GateDetail Detail(in GateVerdict verdict) => new(verdict.Request, verdict.Decision, view, rules());

    public void Dispose() => view.Dispose();

    private static GateRequest Request(Intent intent, Book book, double price, PairsUniverse pairs) => new()
    {
        Symbol = intent.Symbol,
        Side = intent.Signal,
        RequestedNotional = intent.Notional(price),
        Price = price,
        OpenQty = book.OpenQty(intent.Symbol),
        Leverage = intent.Leverage,
        OpenPositionsCount = book.Positions.Count,
        TierName = intent.Tier ?? pairs.TierOf(intent.Symbol),
        TierGrossNotional = book.GrossOf(intent.Symbol),
        SymbolGrossNotional = book.GrossOf(intent.Symbol),
        PortfolioGrossNotional = book.Exposures.Gross,
        ReduceOnly = intent.ReduceOnly,
    };
}
