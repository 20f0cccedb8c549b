namespace HedgeFlow.Domain;

/// <summary>What the exchange's word for the side of a position says.</summary>
public enum PositionSideWord : byte
{
    /// <summary>No word, or one that names no side (<c>BOTH</c> included): the sign of the quantity decides.</summary>
    BySign,
    Long,
    Short,
}
