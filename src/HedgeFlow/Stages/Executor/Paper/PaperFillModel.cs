using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Orders;

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

    public PaperPlan Draw(string name, bool isBuy, decimal qty, double mark, bool urgent, bool reduceOnly, JsonObject? policy, PaperInstrument instrument)
    {
        SeededRandom random = SeededRandom.For(options.Seed, name);
        double roundTrip = RoundTrip(ref random);
        double offset = Coerce.Number(policy?["offset_bps"]) is > 0 and { } asked ? asked : options.MakerOffsetBps;
        var reasons = new List<string>();
        bool makerStart = MayMake(policy, urgent, reduceOnly, reasons);
        int rejections = 0;
        double waited = 0;
        double drift = 0;
        bool makerFinal = false;
        if (makerStart)
        {
            while (rejections < options.MaxPostOnlyRejects && random.NextUnit() < options.PostOnlyRejectProbability)
            {
                rejections++;
                waited += RoundTrip(ref random);
            }

            makerFinal = rejections < options.MaxPostOnlyRejects && random.NextUnit() < options.MakerFillProbability;
            if (!makerFinal)
            {
                waited += Milliseconds(random.NextBetween(1500, 6000)) + roundTrip;
                drift = random.NextNormal() * options.WaitDriftBps;
                reasons.Add("maker_fallback_to_taker");
            }
        }

        IReadOnlyList<PaperTrade> trades = makerFinal
            ? MakerTrades(ref random, isBuy, qty, mark, offset, instrument)
            : [TakerTrade(ref random, isBuy, qty, mark, drift, instrument)];
        return new PaperPlan(makerStart, makerFinal, rejections, offset, reasons, trades, waited + roundTrip, roundTrip);
    }

    private static bool MayMake(JsonObject? policy, bool urgent, bool reduceOnly, List<string> reasons)
    {
        bool allowed = true;
        if (policy is not null && !Coerce.Flag(policy["maker_first"]))
        {
            reasons.Add("policy_maker_disabled");
            allowed = false;
        }

        if (Coerce.Text(policy?["quality"]) == "broken")
        {
            reasons.Add("policy_quality_broken");
            allowed = false;
        }

        if (Coerce.Text(policy?["taker_bias"]) == "prefer_taker")
        {
            reasons.Add("policy_bias_prefers_taker");
            allowed = false;
        }

        if (reduceOnly)
        {
            reasons.Add(urgent ? "reduce_only_urgent" : "reduce_only_maker_allowed");
        }

        return allowed && !urgent;
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

    private PaperTrade[] MakerTrades(ref SeededRandom random, bool isBuy, decimal qty, double mark, double offset, PaperInstrument instrument)
    {
        decimal price = OnTick(mark * (1 + (isBuy ? -1 : 1) * offset / 1e4), !isBuy, instrument.Filters.Tick);
        double delay = Milliseconds(random.NextBetween(200, 3500));
        decimal part = random.NextUnit() < options.PartialFillProbability
            ? Math.Floor(qty * (decimal)Math.Round(random.NextBetween(0.2, 0.8), 3) / instrument.Filters.Step) * instrument.Filters.Step
            : 0;
        if (part <= 0 || part >= qty)
        {
            return [new PaperTrade(qty, price, options.MakerFeeBps, delay)];
        }

        double second = Milliseconds(delay + random.NextBetween(100, 1500));
        return [new PaperTrade(part, price, options.MakerFeeBps, delay), new PaperTrade(qty - part, price, options.MakerFeeBps, second)];
    }

    private PaperTrade TakerTrade(ref SeededRandom random, bool isBuy, decimal qty, double mark, double drift, PaperInstrument instrument)
    {
        double impact = options.ImpactBps * Math.Sqrt((double)qty * mark / ImpactNotional);
        double cost = instrument.HalfSpreadBps * random.NextBetween(0.8, 1.6) + impact + drift;
        decimal price = OnTick(mark * (1 + (isBuy ? 1 : -1) * cost / 1e4), isBuy, instrument.Filters.Tick);
        return new PaperTrade(qty, price, options.TakerFeeBps, Milliseconds(random.NextBetween(4, 40)));
    }
}
