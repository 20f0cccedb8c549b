namespace HedgeFlow.Host.Composition;

/// <summary>When a live run ends by itself, and what it leaves besides the logs.</summary>
/// <param name="Once">One tick with every emitter due.</param>
/// <param name="MaxTicks">Ticks after which it ends; null = endless.</param>
/// <param name="For">Wall time after which it ends; null = endless.</param>
/// <param name="RecordTo">File that gets everything that came in, as a feed.</param>
/// <param name="Follow">The file that is followed; the next run goes on where this one ends. Null = no file, or always from its start.</param>
/// <param name="IntentTest">Every snapshot is followed by the test intent, as long as the run is dry.</param>
internal sealed record RunLimits(bool Once = false, long? MaxTicks = null, TimeSpan? For = null, string? RecordTo = null, string? Follow = null, bool IntentTest = false);
