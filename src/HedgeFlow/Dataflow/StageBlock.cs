using System.Threading.Tasks.Dataflow;

namespace HedgeFlow.Dataflow;

/// <summary>
/// Makes the TPL blocks of stages. No block gets a cancellation token and no delegate throws: a stopped pipeline drains at once because
/// its stage bodies drop what they get, which keeps every message accounted for and released.
/// </summary>
internal static class StageBlock
{
    // Blocks that share a lane take turns; high enough that turns cost little.
    private const int MessagesPerTurn = 64;

    /// <summary>A stage with an output. What it sends counts as in at <paramref name="next"/> as soon as it is sent.</summary>
    public static TransformManyBlock<TIn, TOut> Transform<TIn, TOut>(
        StageBody<TIn, TOut> body,
        StageCounters next,
        int capacity,
        Lane? lane)
    {
        // With one message at a time the block has copied the output before the next call, so one array serves all.
        var one = new TOut[1];
        if (!body.IsAsync)
        {
            return new TransformManyBlock<TIn, TOut>(
                message =>
                {
                    if (!body.TryRun(message, out one[0]))
                    {
                        return [];
                    }

                    next.CountIn();
                    return one;
                },
                Options(capacity, lane));
        }

        return new TransformManyBlock<TIn, TOut>(
            async message =>
            {
                (bool hasValue, one[0]) = await body.RunAsync(message).ConfigureAwait(true);
                if (!hasValue)
                {
                    return [];
                }

                next.CountIn();
                return one;
            },
            Options(capacity, lane));
    }

    /// <summary>A stage at which messages end.</summary>
    public static ITargetBlock<T> Sink<T>(StageBody<T, T> body, int capacity, Lane? lane) =>
        body.IsAsync
            ? new ActionBlock<T>(message => body.RunAsync(message), Options(capacity, lane))
            : new ActionBlock<T>(message => body.TryRun(message, out _), Options(capacity, lane));

    private static ExecutionDataflowBlockOptions Options(int capacity, Lane? lane)
    {
        var options = new ExecutionDataflowBlockOptions { BoundedCapacity = capacity, MaxDegreeOfParallelism = 1 };
        if (lane is not null)
        {
            options.TaskScheduler = lane;
            options.MaxMessagesPerTask = MessagesPerTurn;
        }

        return options;
    }
}
