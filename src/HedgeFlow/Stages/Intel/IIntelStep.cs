using System.Text.Json.Nodes;
using HedgeFlow.Domain;

namespace HedgeFlow.Stages.Intel;

/// <summary>
/// A further step of an intel run, between scores and autotune. It sees every fact on the frame's thread; when a run starts, it
/// takes a copy of what it needs, still on that thread, and returns the work, which may run on another thread while facts keep
/// coming. Source: intel contract, data flow per refresh.
/// </summary>
public interface IIntelStep
{
    /// <summary>Name in fault reports, for example <c>rv_momentum</c>.</summary>
    string Name { get; }

    /// <summary>A row of the order log of an earlier process, in file order, before the first fact.</summary>
    void Seed(JsonObject orderRow)
    {
    }

    /// <summary>A fact of the feed or of the engine, in order.</summary>
    void Observe(OrderFact fact);

    /// <summary>
    /// Called when a run starts. The returned work must not touch what <see cref="Observe"/> changes; it adds its surfaces and
    /// caches to the pass it is given, which by then holds expectancy and scores. What it throws is counted and never stops the run.
    /// </summary>
    Action<IntelPass> Prepare(double now);
}
