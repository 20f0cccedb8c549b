using System.Threading.Tasks.Dataflow;

namespace HedgeFlow.Dataflow;

/// <inheritdoc cref="IEdgePump"/>
internal sealed class EdgePump<T>(EdgeBuffer<T> buffer, ITargetBlock<T> block, PipelineContext context) : IEdgePump
{
    private T? _held;
    private bool _holds;
    private bool _closed;

    public bool IsBlocked => _holds;

    public bool HasWork => !_holds && !_closed && (!buffer.IsEmpty || buffer.IsDrained);

    public bool Step()
    {
        if (_closed)
        {
            return false;
        }

        bool moved = false;
        while (_holds || buffer.TryTake(out _held))
        {
            // Refused only when full, and then nothing is lost: the message stays here until the block has room.
            _holds = !block.Post(_held!);
            if (_holds && !block.Completion.IsCompleted)
            {
                return moved;
            }

            if (_holds)
            {
                _holds = false;
                buffer.Drop(_held!, context.StopReason);
            }

            _held = default;
            moved = true;
        }

        if (buffer.IsDrained)
        {
            _closed = true;
            block.Complete();
            moved = true;
        }

        return moved;
    }
}
