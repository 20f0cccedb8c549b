namespace HedgeFlow.State;

/// <summary>How a surface's write reaches the disk.</summary>
public enum SurfaceDurability
{
    /// <summary>As the durability setting of the process says.</summary>
    AsConfigured,

    /// <summary>Never forced to the disk: the next tick, at most a second later, writes it again.</summary>
    Fast,
}
