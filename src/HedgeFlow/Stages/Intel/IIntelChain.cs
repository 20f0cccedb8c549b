namespace HedgeFlow.Stages.Intel;

/// <summary>The steps of a run, each a call that may throw; the schedule calls them in order. Source: intel contract, data flow per refresh.</summary>
public interface IIntelChain
{
    void Expectancy();

    void SymbolScores();

    /// <summary>Relative-value momentum and factor diagnostics, whose failures stay with them.</summary>
    void FurtherSteps();

    void Autotune();

    void Allocate();
}
