using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Sync;

/// <summary>What the local mirror makes of its inputs.</summary>
/// <param name="Step">What is to be done; never <see cref="MirrorStep.Failed"/>.</param>
/// <param name="Document">The next <c>nav_state.json</c>; null when nothing is to be written.</param>
/// <param name="SourceTs">Time that the mirror carries after this cycle, epoch seconds; null without a mirror.</param>
/// <param name="Skipped">Inputs that were left out, in the order in which they are read.</param>
public sealed record MirrorPlan(MirrorStep Step, JsonObject? Document, double? SourceTs, IReadOnlyList<SkippedInput> Skipped);
