using HedgeFlow.Configuration;
using HedgeFlow.Dataflow;
using HedgeFlow.Domain;
using HedgeFlow.Host.Settings;
using HedgeFlow.Pipelines;
using HedgeFlow.Serialization;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Executor;
using HedgeFlow.Stages.Executor.Gate;
using HedgeFlow.Stages.Executor.Orders;
using HedgeFlow.Stages.Executor.Paper;
using HedgeFlow.Stages.Executor.Positions;
using HedgeFlow.Stages.Publish;
using HedgeFlow.Stages.Risk;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Composition;

/// <summary>The stages of one book with their writers, made from the settings and from what an earlier run left in its caches.</summary>
internal sealed class EngineParts : IDisposable
{
    private readonly StatePublisher _caches;
    private readonly Book _book;
    private readonly GateKeeper _gate;

    private EngineParts(ExecutorStages stages, PublishStage publish, StatePublisher state, StatePublisher caches, Journal journal, Book book, GateKeeper gate, Action<StageFault> onFault)
    {
        Stages = stages;
        Publish = publish;
        State = state;
        _caches = caches;
        Journal = journal;
        _book = book;
        _gate = gate;
        OnFault = onFault;
    }

    public ExecutorStages Stages { get; }

    public ExecutorStage Executor => Stages.Executor;

    public PublishStage Publish { get; }

    public StatePublisher State { get; }

    public Journal Journal { get; }

    public Action<StageFault> OnFault { get; }

    /// <summary>State of the journal edge, known once the graph is built.</summary>
    public Func<bool>? Saturated { get; set; }

    public static EngineParts Create(EngineSettings settings, TimeProvider time, Action<string> log, IFileSystem files)
    {
        throw new NotSupportedException();
    }

    /// <summary>Waits until everything handed over is on disk.</summary>
    public bool Flush(TimeSpan timeout) => State.Flush(timeout) & _caches.Flush(timeout) & Journal.Flush();

    public void Dispose()
    {
        State.Dispose();
        _caches.Dispose();
        Journal.Dispose();
        Stages.Executor.Dispose();
        _gate.Dispose();
        _book.Dispose();
    }
}
