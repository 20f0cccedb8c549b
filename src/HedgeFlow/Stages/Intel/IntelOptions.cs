using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel;

/// <summary>Flags and cadences of the intel stage. All flags are off by default. Source: intel contract, timers and flags.</summary>
public sealed record IntelOptions
{
    /// <summary>Look-back of a live run, hours.</summary>
    public const double LookbackHours = 48;

    /// <summary>Gate of everything but the universe.</summary>
    public bool Enabled { get; init; }

    public bool AutotuneEnabled { get; init; }

    public bool AllocatorEnabled { get; init; }

    /// <summary>Seconds between universe snapshots, which do not depend on <see cref="Enabled"/>; 0 = every tick.</summary>
    public double UniverseIntervalS { get; init; } = 300;

    /// <summary>Seconds between runs; 0 = every tick.</summary>
    public double IntervalS { get; init; } = 600;

    /// <summary>Least seconds between autotune runs, which happen only inside a run; 0 = in every run.</summary>
    public double AutotuneIntervalS { get; init; } = 900;

    /// <summary>Least seconds between allocator runs, which happen only inside a run; 0 = in every run.</summary>
    public double AllocatorIntervalS { get; init; } = 1800;

    /// <summary>Keep closes with a result of exactly 0.</summary>
    public bool KeepScratch { get; init; }

    /// <summary>The allocator lists enabled pairs only.</summary>
    public bool RequireEnabled { get; init; }

    /// <summary>Options from environment variables; a blank or unreadable interval is the default.</summary>
    public static IntelOptions FromEnvironment(Func<string, string?> environment)
    {
        var otherwise = new IntelOptions();
        return new IntelOptions
        {
            Enabled = Coerce.FlagInText(environment("INTEL_V6_ENABLED")),
            AutotuneEnabled = Coerce.FlagInText(environment("ROUTER_AUTOTUNE_V6_ENABLED")),
            AllocatorEnabled = Coerce.FlagInText(environment("FEEDBACK_ALLOCATOR_V6_ENABLED")),
            UniverseIntervalS = Interval(environment("EXEC_INTEL_PUBLISH_INTERVAL_S"), otherwise.UniverseIntervalS),
            IntervalS = Interval(environment("INTEL_V6_REFRESH_INTERVAL_S"), otherwise.IntervalS),
            AutotuneIntervalS = Interval(environment("ROUTER_AUTOTUNE_V6_REFRESH_INTERVAL_S"), otherwise.AutotuneIntervalS),
            AllocatorIntervalS = Interval(environment("FEEDBACK_ALLOCATOR_V6_REFRESH_INTERVAL_S"), otherwise.AllocatorIntervalS),
        };
    }

    private static double Interval(string? text, double otherwise) => Math.Max(0, Coerce.NumberInText(text) ?? otherwise);
}
