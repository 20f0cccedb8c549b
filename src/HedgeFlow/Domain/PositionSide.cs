namespace HedgeFlow.Domain;

/// <summary>Direction of an open position.</summary>
public enum PositionSide : byte
{
    Long,
    Short,
}
