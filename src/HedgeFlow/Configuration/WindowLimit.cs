namespace HedgeFlow.Configuration;

/// <summary>At most so many events within so many seconds. Off when either is not above zero.</summary>
public readonly record struct WindowLimit(int Max, double WindowSeconds)
{
    public bool IsOn => Max > 0 && WindowSeconds > 0;
}
