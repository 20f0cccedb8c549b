namespace HedgeFlow.Stages.Executor;

/// <summary>
/// Whether a live run is dry right now. While it is on, orders of the engine's own end at the dry-run stop. One thread sets it
/// between ticks, any thread reads it. Source: services contract, tick steps.
/// </summary>
public sealed class DryRunSwitch(bool on)
{
    private volatile bool _on = on;

    public bool On
    {
        get => _on;
        set => _on = value;
    }
}
