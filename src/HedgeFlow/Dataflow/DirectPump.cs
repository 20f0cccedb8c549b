namespace HedgeFlow.Dataflow;

/// <summary>Calls the stage behind an edge with every message of the edge's buffer, one after the other.</summary>
internal sealed class DirectPump<T>(EdgeBuffer<T> buffer, ILaneTarget<T> stage) : IEdgePump
{
    private bool _closed;

    /// <summary>A call takes every message.</summary>
    public bool IsBlocked => false;

    public bool HasWork => !_closed && (!buffer.IsEmpty || buffer.IsDrained);

    public bool Step()
    {
        if (_closed)
        {
            return false;
        }

        bool moved = false;
        while (buffer.TryTake(out T? message))
        {
            stage.Take(message);
            moved = true;
        }

        if (buffer.IsDrained)
        {
            _closed = true;
            stage.Complete();
            moved = true;
        }

        return moved;
    }
}
