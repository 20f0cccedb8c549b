using HedgeFlow.Domain;
using HedgeFlow.Stages.Executor.Orders;
using HedgeFlow.Stages.RouterMetric;

namespace HedgeFlow.Stages.Executor.Paper;

/// <summary>
/// Draws how an order fares: post-only at an offset from the mark first, filled there or given up after a wait during which the
/// price drifts; then, or at once where the policy wants it, at the market with half the spread and an impact by size.
/// Every draw hangs on the order's own name, so orders do not disturb each other. Source: router contract, routing facts.
/// </summary>
internal sealed class PaperFillModel(PaperOptions options)
{
    private const double ImpactNotional = 100_000;
    private const double SlowAnswerProbability = 0.02;

    /// <summary>Where nobody has a policy, the order starts as a maker.</summary>
    private static readonly RouterPolicy MakerFirst = new() { MakerFirst = true };

    public PaperPlan Draw(PaperOrder order, RouterPolicy? policy, PaperInstrument instrument)
    {
        SeededRandom random = SeededRandom.For(options.Seed, order.Name);
        double roundTrip = RoundTrip(ref random);
        double offset = policy?.OffsetBps is > 0 and { } asked ? asked : options.MakerOffsetBps;
        RouteDecision decision = RouteDecision.Before(
            order.ReduceOnly || !order.Urgent, policy ?? MakerFirst, order.ReduceOnly, order.Urgent, (double)order.Qty, order.Mark,
            2 * instrument.HalfSpreadBps);
        var rejected = new List<double>();
        double waited = 0;
        double drift = 0;
        if (decision.MakerStart)
        {
            offset = decision.SpreadClamped ? Math.Min(offset, RouteDecision.ClampSpreadBps) : offset;
            while (rejected.Count < options.MaxPostOnlyRejects && random.NextUnit() < options.PostOnlyRejectProbability)
            {
                waited = Milliseconds(waited + RoundTrip(ref random));
                rejected.Add(waited);
            }

            bool filled = rejected.Count < options.MaxPostOnlyRejects && random.NextUnit() < options.MakerFillProbability;
            decision = decision.After(filled ? MakerOutcome.Maker : MakerOutcome.Taker);
            if (!filled)
            {
                waited = Milliseconds(waited + random.NextBetween(200, 700) + roundTrip);
                drift = random.NextNormal() * options.WaitDriftBps;
            }
        }

        IReadOnlyList<PaperTrade> trades = decision.IsMakerFinal
            ? MakerTrades(ref random, order, offset, instrument)
            : [TakerTrade(ref random, order, drift, instrument)];
        return new PaperPlan(decision, rejected, offset, trades, Milliseconds(waited + roundTrip), roundTrip);
    }

    private static double RoundTrip(ref SeededRandom random)
    {
        double unit = random.NextUnit();
        double usual = 14 + 60 * unit * unit;
        return Milliseconds(random.NextUnit() < SlowAnswerProbability ? usual + random.NextBetween(250, 900) : usual);
    }

    private static double Milliseconds(double value) => Math.Round(value, 3, MidpointRounding.ToEven);

    /// <summary>The next price on the tick, away from the market for a maker, through it for a taker.</summary>
    private static decimal OnTick(double price, bool up, decimal tick)
    {
        decimal steps = (SymbolFilters.Decimal(price) ?? tick) / tick;
        return Math.Max(tick, (up ? Math.Ceiling(steps) : Math.Floor(steps)) * tick);
    }

    private PaperTrade[] MakerTrades(ref SeededRandom random, PaperOrder order, double offset, PaperInstrument instrument)
    {
        decimal price = OnTick(ExecutionPrice.Offset(order.Mark, offset, order.Side), !order.IsBuy, instrument.Filters.Tick);
        double delay = Milliseconds(random.NextBetween(20, 400));
        decimal part = random.NextUnit() < options.PartialFillProbability
            ? Math.Floor(order.Qty * (decimal)Math.Round(random.NextBetween(0.2, 0.8), 3) / instrument.Filters.Step) * instrument.Filters.Step
            : 0;
        if (part <= 0 || part >= order.Qty)
        {
            return [new PaperTrade(order.Qty, price, options.MakerFeeBps, delay)];
        }

        double second = Milliseconds(delay + random.NextBetween(20, 300));
        return [new PaperTrade(part, price, options.MakerFeeBps, delay), new PaperTrade(order.Qty - part, price, options.MakerFeeBps, second)];
    }

    private PaperTrade TakerTrade(ref SeededRandom random, PaperOrder order, double drift, PaperInstrument instrument)
    {
        double impact = options.ImpactBps * Math.Sqrt((double)order.Qty * order.Mark / ImpactNotional);
        double cost = instrument.HalfSpreadBps * random.NextBetween(0.8, 1.6) + impact + drift;
        decimal price = OnTick(order.Mark * (1 + (order.IsBuy ? 1 : -1) * cost / 1e4), order.IsBuy, instrument.Filters.Tick);
        return new PaperTrade(order.Qty, price, options.TakerFeeBps, Milliseconds(random.NextBetween(4, 40)));
    }
}
