namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>What the doctor says of a signal.</summary>
/// <param name="Ok">False when there is any reason against it.</param>
/// <param name="Reasons">In the order of the checks.</param>
/// <param name="Confidence">0 to 1; cut down when not ok.</param>
public sealed record SignalVerdict(bool Ok, IReadOnlyList<string> Reasons, double Confidence);
