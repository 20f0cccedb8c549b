namespace HedgeFlow.Domain;

/// <summary>What makes a position unique: LONG and SHORT of one symbol are two positions.</summary>
/// <param name="Symbol">Upper-case.</param>
/// <param name="Side">Direction.</param>
public readonly record struct PositionKey(string Symbol, PositionSide Side)
{
    /// <summary><c>LONG</c> or <c>SHORT</c>.</summary>
    public static string Word(PositionSide side) => side == PositionSide.Long ? "LONG" : "SHORT";

    /// <summary><c>SYMBOL:SIDE</c>.</summary>
    public override string ToString() => $"{Symbol}:{Word(Side)}";
}
