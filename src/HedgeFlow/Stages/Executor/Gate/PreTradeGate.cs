namespace HedgeFlow.Stages.Executor.Gate;

/// <summary>
/// The pre-trade gate: a pure function of intent, book, rules, state and clock. Hard stops end the evaluation with one reason;
/// every other rule is judged and its reason added in rule order. Allocates nothing between two bars, vetoed or not.
/// Source: risk contract, pre-trade gate.
/// </summary>
public static class PreTradeGate
{
    /// <summary>Judges an intent. A failure inside the gate vetoes with <c>risk_engine_error</c>.</summary>
    /// <param name="request">The intent.</param>
    /// <param name="book">The book at the same tick.</param>
    /// <param name="rules">Limits and groups.</param>
    /// <param name="state">Fills, errors and attempts so far, this attempt included.</param>
    /// <param name="now">Epoch seconds.</param>
    public static GateDecision Evaluate(in GateRequest request, GateBook book, GateRules rules, GateState state, double now)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(state);
        var decision = new GateDecision();
        try
        {
            Judge(request, book, rules, state, now, ref decision);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            decision = new GateDecision { HardStop = true, Notional = decision.Notional, Nav = decision.Nav };
            decision.Reasons = decision.Reasons.With(GateRule.EngineError);
        }

        return decision;
    }

    private static void Judge(in GateRequest request, GateBook book, GateRules rules, GateState state, double now, ref GateDecision decision)
    {
        decision.Notional = Zero(request.RequestedNotional);
        decision.Nav = book.NavTotal > 0 && double.IsFinite(book.NavTotal) ? book.NavTotal : Math.Max(0, Zero(request.IntentNav));
        if (request.ReduceOnly)
        {
            decision.Bypassed = true;
            return;
        }

        if (HardStop(request, book, rules) is { } stop)
        {
            decision.HardStop = true;
            decision.Reasons = decision.Reasons.With(stop);
            return;
        }

        var judge = new GateJudge(request, book, rules, state, now, ref decision);
        judge.Nav();
        judge.Portfolio();
        judge.Position();
        judge.Losses();
        judge.SymbolCaps();
        judge.Pace();
        judge.NavCaps();
    }

    private static GateRule? HardStop(in GateRequest request, GateBook book, GateRules rules)
    {
        if (book.KillSwitch)
        {
            return GateRule.KillSwitch;
        }

        if (rules.Limits.RestrictedSymbols.Contains(request.Symbol))
        {
            return GateRule.RestrictedSymbol;
        }

        if (rules.Limits.RequireDryRun && !book.DryRun && !book.Testnet)
        {
            return GateRule.NonProdGuard;
        }

        return rules.Universe.Count > 0 && !rules.Universe.Contains(request.Symbol) ? GateRule.NotInUniverse : null;
    }

    internal static double Zero(double value) => double.IsFinite(value) ? value : 0;
}
