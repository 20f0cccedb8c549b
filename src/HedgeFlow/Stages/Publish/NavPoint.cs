namespace HedgeFlow.Stages.Publish;

/// <summary>A point of the NAV log as it came: epoch seconds, USD; what is null is left out.</summary>
internal readonly record struct NavPoint(double Ts, double Nav, double? Unrealized, double? Realized);
