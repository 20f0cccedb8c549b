using System.Collections.Concurrent;

namespace HedgeFlow.Dataflow;

/// <summary>
/// One thread of low priority that polls edges and runs the blocks behind them. As a task scheduler it keeps TPL blocks on this thread,
/// so that the work behind a polled edge has the thread's nice value and never lands on the pool.
/// </summary>
internal sealed class Lane : TaskScheduler
{
    private readonly ConcurrentQueue<Task> _tasks = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly List<IEdgePump> _pumps = [];
    private readonly List<Task> _blocks = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PipelineContext _context;
    private readonly LaneOptions _options;
    private readonly Thread _thread;
    private volatile bool _parked;
    private volatile bool _closed;

    public Lane(string name, LaneOptions options, PipelineContext context)
    {
        Name = name;
        _options = options;
        _context = context;
        _thread = new Thread(Run) { Name = name, IsBackground = true };
    }

    public string Name { get; }

    /// <summary>
    /// True when the stages of the lane call each other: all of them return when they are done, so that queues between them would
    /// never hold more than the message under way. Set before the stages are created.
    /// </summary>
    public bool IsDirect { get; set; }

    /// <summary>True when the system refused the nice value; the lane then runs at ordinary priority.</summary>
    public bool NiceRefused { get; private set; }

    /// <summary>Nice value the thread runs with.</summary>
    public int Nice { get; private set; }

    /// <summary>Completes when the last block of the lane has completed and the thread is about to end.</summary>
    public Task Ended => _ended.Task;

    public override int MaximumConcurrencyLevel => 1;

    public void Add(IEdgePump pump) => _pumps.Add(pump);

    public void Add(Task blockCompletion) => _blocks.Add(blockCompletion);

    public void Start() => _thread.UnsafeStart();

    public void Wake() => _wake.Set();

    /// <summary>Wakes the thread only if it sleeps; cheap enough to call for each message.</summary>
    public void WakeIfParked()
    {
        Interlocked.MemoryBarrier();
        if (_parked)
        {
            _wake.Set();
        }
    }

    protected override void QueueTask(Task task)
    {
        if (_closed)
        {
            // Only a continuation that outlives every block comes here; it must run somewhere.
            ThreadPool.UnsafeQueueUserWorkItem(static pair => pair.Lane.TryExecuteTask(pair.Task), (Lane: this, Task: task), preferLocal: false);
            return;
        }

        _tasks.Enqueue(task);
        WakeIfParked();
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Thread.CurrentThread == _thread && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _tasks];

    private void Run()
    {
        try
        {
            if (_context.Mode == PipelineMode.Live && _options.Niceness != 0)
            {
                NiceRefused = !Niceness.TrySet(_options.Niceness);
            }

            Nice = Niceness.Current();
            Work();
        }
#pragma warning disable CA1031 // An exception here would end the process; it is a fault of the pipeline like any other.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _context.Halt(e);
        }
        finally
        {
            _closed = true;
            RunTasks();
            _ended.TrySetResult();
        }
    }

    private void Work()
    {
        TimeSpan idle = _options.PollInterval;
        while (true)
        {
            bool busy = RunTasks();
            foreach (IEdgePump pump in _pumps)
            {
                busy |= pump.Step();
            }

            if (busy)
            {
                idle = _options.PollInterval;
            }
            else if (_blocks.TrueForAll(static b => b.IsCompleted))
            {
                return;
            }
            else
            {
                Park(idle);
                TimeSpan doubled = idle + idle;
                idle = doubled < _options.IdlePollInterval ? doubled : _options.IdlePollInterval;
            }
        }
    }

    private bool RunTasks()
    {
        bool any = false;
        while (_tasks.TryDequeue(out Task? task))
        {
            any = true;
            TryExecuteTask(task);
        }

        return any;
    }

    private void Park(TimeSpan limit)
    {
        // A full fence between the flag and the last look: whoever adds work either sees the flag or is seen here.
        _parked = true;
        Interlocked.MemoryBarrier();
        if (_tasks.IsEmpty && !_pumps.Exists(static p => p.HasWork))
        {
            _wake.WaitOne(_pumps.Exists(static p => p.IsBlocked) ? _options.PollInterval : limit);
        }

        _parked = false;
    }
}
