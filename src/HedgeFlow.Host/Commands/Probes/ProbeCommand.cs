using System.CommandLine;

namespace HedgeFlow.Host.Commands.Probes;

/// <summary><c>hedgeflow probe</c>: one computation of the engine, by hand, from the files of a book.</summary>
internal static class ProbeCommand
{
    public static Command Create(CommonOptions common) => new("probe", "Run one computation of the engine on the files of a book")
    {
        ExpectancyProbe.Create(common),
        ScoresProbe.Create(common),
        AutotuneProbe.Create(common),
        AllocatorProbe.Create(common),
        FactorsProbe.Create(common),
        MomentumProbe.Create(common),
        CompareProbe.Create(common),
        ScreenerProbe.Create(common),
        ExchangeProbe.Create(common),
    };
}
