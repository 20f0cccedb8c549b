namespace HedgeFlow.Host.Plots;

/// <summary>A value at a time (epoch seconds). A value that is not finite interrupts the line.</summary>
internal readonly record struct PlotPoint(double Time, double Value);
