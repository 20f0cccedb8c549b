using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace HedgeFlow.Adapters.Firestore;

/// <summary>
/// Repeats what may succeed later, with growing jittered pauses, and stops asking a remote that is down: then one request per
/// pause tries. Every write of the product is the whole content, so one that was carried out unnoticed may be repeated.
/// Source: services contract, remote documents, retry.
/// </summary>
public sealed class RetryingFirestoreClient : IFirestoreClient
{
    private const double Jitter = 0.2;

    private readonly IFirestoreClient _inner;
    private readonly ResiliencePipeline _pipeline;

    /// <param name="inner">Sends one request per call.</param>
    /// <param name="options">Attempts and pauses.</param>
    /// <param name="time">Clock of pauses.</param>
    /// <param name="log">Takes one line per repeated attempt, and one when an operation is given up.</param>
    public RetryingFirestoreClient(IFirestoreClient inner, FirestoreOptions options, TimeProvider time, Action<string> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        _inner = inner;
        var transient = new PredicateBuilder().Handle<FirestoreException>(e => e.IsTransient);
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        builder.AddTimeout(TimeSpan.FromSeconds(options.OperationSeconds));
        if (options.Attempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = transient,
                MaxRetryAttempts = options.Attempts - 1,
                DelayGenerator = retry => ValueTask.FromResult<TimeSpan?>(Delay(options, retry.AttemptNumber)),
                OnRetry = retry =>
                {
                    log($"warning: remote attempt {retry.AttemptNumber + 1} of {options.Attempts}: {retry.Outcome.Exception?.Message}");
                    return default;
                },
            });
        }

        if (options.BreakSeconds > 0)
        {
            builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = transient,
                FailureRatio = 0.5,
                MinimumThroughput = Math.Max(2, options.Attempts),
                SamplingDuration = TimeSpan.FromSeconds(Math.Max(30, 2 * options.OperationSeconds)),
                BreakDuration = TimeSpan.FromSeconds(Math.Max(0.5, options.BreakSeconds)),
                OnOpened = _ =>
                {
                    log("error: the remote is down: one attempt per pause until it answers");
                    return default;
                },
                OnClosed = _ =>
                {
                    log("the remote answers again");
                    return default;
                },
            });
        }

        _pipeline = builder.Build();
    }

    public bool IsRemote => _inner.IsRemote;

    public Task<IReadOnlyList<string>> CommitAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken stop) =>
        RunAsync(token => _inner.CommitAsync(writes, token), stop);

    public Task<IReadOnlyList<WriteOutcome>> BatchWriteAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken stop) =>
        RunAsync(token => _inner.BatchWriteAsync(writes, token), stop);

    public Task<RemoteDocument?> GetAsync(string path, IReadOnlyList<string>? fields, CancellationToken stop) =>
        RunAsync(token => _inner.GetAsync(path, fields, token), stop);

    public Task<IReadOnlyList<RemoteDocument>> ListAsync(string collection, CancellationToken stop) =>
        RunAsync(token => _inner.ListAsync(collection, token), stop);

    private static TimeSpan Delay(FirestoreOptions options, int attempt)
    {
        double seconds = Math.Min(options.LongestDelaySeconds, options.FirstDelaySeconds * Math.Pow(2, attempt));
        return TimeSpan.FromSeconds(seconds * (1 + Jitter * (2 * Random.Shared.NextDouble() - 1)));
    }

    private async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken stop)
    {
        try
        {
            return await _pipeline.ExecuteAsync(async token => await operation(token).ConfigureAwait(false), stop).ConfigureAwait(false);
        }
        catch (BrokenCircuitException e)
        {
            // The last failure is the reason; the pause itself says nothing about it.
            throw e.InnerException as FirestoreException ?? new FirestoreException(FirestoreErrorKind.Unavailable, "the remote is down: waiting before the next attempt");
        }
        catch (TimeoutRejectedException)
        {
            throw new FirestoreException(FirestoreErrorKind.Unavailable, "given up: too long without success");
        }
    }
}
