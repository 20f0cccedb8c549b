using Microsoft.Win32.SafeHandles;

namespace HedgeFlow.Feed;

/// <summary>
/// Follows a growing file: from its start, then every line as it is completed. Goes on with the next file when the name
/// passes to another one (rotation) or the file is cut; a file that is not there yet is waited for. Line numbers and
/// <c>seq</c> start anew with each generation. Never ends by itself.
/// </summary>
public sealed class TailFeed : IFeedSource
{
    private readonly string _path;
    private readonly string _name;
    private readonly Pause _pause;
    private readonly FeedReport _report;
    private readonly SymbolTable _symbols = new();
    private LineCursor? _cursor;
    private int _generation;

    public TailFeed(string path, TimeProvider time, FeedOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(time);
        _path = path;
        _name = Path.GetFileName(path);
        _pause = new Pause(time);
        _report = new FeedReport(options ?? FeedOptions.Default, Counters);
    }

    public FeedCounters Counters { get; } = new();

    /// <summary>The file index counts generations.</summary>
    public FeedPosition Position { get; private set; }

    public bool TryRead(IFeedSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sink);
        while (_cursor is not null || TryOpen(cancellationToken))
        {
            if (_cursor!.TryAdvance(sink, cancellationToken))
            {
                Position = _cursor.Position;
                _cursor.Deliver(sink);
                return true;
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return false;
            }

            _cursor.Dispose();
            _cursor = null;
            _generation++;
        }

        return false;
    }

    public void Dispose()
    {
        _cursor?.Dispose();
        _pause.Dispose();
    }

    private bool TryOpen(CancellationToken cancellationToken)
    {
        TimeSpan poll = _report.Options.PollInterval;
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                try
                {
                    SafeFileHandle handle = File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                    var lines = FeedInputs.Lines(new TailStream(_path, handle, poll, _pause), _report.Options, leaveOpen: false);
                    _cursor = new LineCursor(lines, _name, _generation, new FeedParser(_name, _symbols), _report);
                    return true;
                }
                catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
                {
                    _pause.Wait(poll, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The caller sees it on its token.
        }

        return false;
    }
}
