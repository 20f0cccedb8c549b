namespace HedgeFlow.Perf.Runs;

/// <summary>What goes on beside the executor while it is measured.</summary>
internal enum PublisherLoad
{
    /// <summary>Frames are dropped behind the slot; nothing is written.</summary>
    Off,

    /// <summary>One frame a second is published.</summary>
    OneHertz,

    /// <summary>Every frame that the slot gives is published.</summary>
    Saturated,

    /// <summary>As saturated, while the disk answers nothing.</summary>
    Stalled,

    /// <summary>As saturated, with a busy loop on another thread.</summary>
    Hog,
}
