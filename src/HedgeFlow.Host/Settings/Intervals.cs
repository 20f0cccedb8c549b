namespace HedgeFlow.Host.Settings;

/// <summary>Cadences in seconds; 0 = every tick. Source: services contract, emitter table.</summary>
internal sealed record Intervals
{
    public double RouterHealth { get; init; } = 60;

    public double ExecutionHealth { get; init; } = 120;

    public double Kpis { get; init; } = 120;

    public double Alerts { get; init; } = 60;

    public double Intel { get; init; } = 600;

    public double Autotune { get; init; } = 900;

    public double Allocator { get; init; } = 1800;

    public double ShadowHeartbeat { get; init; } = 600;

    public double Compare { get; init; } = 900;

    public double RuntimeProbe { get; init; } = 300;

    public double Universe { get; init; } = 300;

    public static Intervals From(EnvironmentReader environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var defaults = new Intervals();
        double health = environment.Interval("EXEC_HEALTH_PUBLISH_INTERVAL", defaults.ExecutionHealth);
        return new Intervals
        {
            RouterHealth = environment.Interval("ROUTER_HEALTH_REFRESH_INTERVAL_S", defaults.RouterHealth),
            ExecutionHealth = health,
            Kpis = environment.Interval("KPI_V7_PUBLISH_INTERVAL_S", health),
            Alerts = environment.Interval("EXEC_ALERT_INTERVAL_S", defaults.Alerts),
            Intel = environment.Interval("INTEL_V6_REFRESH_INTERVAL_S", defaults.Intel),
            Autotune = environment.Interval("ROUTER_AUTOTUNE_V6_REFRESH_INTERVAL_S", defaults.Autotune),
            Allocator = environment.Interval("FEEDBACK_ALLOCATOR_V6_REFRESH_INTERVAL_S", defaults.Allocator),
            ShadowHeartbeat = environment.Interval("PIPELINE_V6_SHADOW_HEARTBEAT_INTERVAL_S", defaults.ShadowHeartbeat),
            Compare = environment.Interval("PIPELINE_V6_COMPARE_INTERVAL_S", defaults.Compare),
            RuntimeProbe = environment.Interval("V6_RUNTIME_PROBE_INTERVAL", defaults.RuntimeProbe),
            Universe = environment.Interval("EXEC_INTEL_PUBLISH_INTERVAL_S", defaults.Universe),
        };
    }
}
