using System.Globalization;
using HedgeFlow.Feed;
using HedgeFlow.Host.Composition;

namespace HedgeFlow.Host.Terminal;

/// <summary>
/// A progress bar on the error stream while a replay runs, and the rejected lines above it. Nothing but the rejected lines when
/// the error stream is no terminal.
/// </summary>
internal sealed class ReplayProgress : IDisposable
{
    private const int ShownRejections = 50;
    private const int BarWidth = 30;

    private readonly Lock _lock = new();
    private readonly RecordedFeed _feed;
    private readonly Engine _engine;
    private readonly Timer? _timer;
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private long _rejected;
    private bool _drawn;
    private bool _stopped;

    public ReplayProgress(RecordedFeed feed, Engine engine)
    {
        _feed = feed;
        _engine = engine;
        if (TerminalStyle.IsInteractive(Console.IsErrorRedirected))
        {
            _timer = new Timer(_ => Draw(), null, 200, 200);
        }
    }

    public void Rejected(FeedRejection rejection)
    {
        lock (_lock)
        {
            _rejected++;
            Erase();
            if (_rejected <= ShownRejections)
            {
                Console.Error.WriteLine(rejection.ToString());
            }
            else if (_rejected == ShownRejections + 1)
            {
                Console.Error.WriteLine("more bad lines follow: they are counted by reason in the report");
            }
        }
    }

    public void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            _timer?.Dispose();
            Erase();
        }
    }

    public void Dispose() => Stop();

    private void Draw()
    {
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            double share = _feed.BytesTotal > 0 ? Math.Min(1, (double)_feed.BytesRead / _feed.BytesTotal) : 0;
            int full = (int)(share * BarWidth);
            double seconds = Math.Max(1e-3, TimeProvider.System.GetElapsedTime(_start).TotalSeconds);
            string rest = share > 0.02 ? $"{seconds / share - seconds:0} s left" : "";
            string line = string.Create(CultureInfo.InvariantCulture,
                $"\r  {new string('█', full)}{new string('░', BarWidth - full)} {share,4:P0}  {_engine.Pump.Ticks:N0} ticks  {_engine.Pump.Ticks / seconds:N0}/s  {rest}");
            Console.Error.Write(line.PadRight(78));
            _drawn = true;
        }
    }

    private void Erase()
    {
        if (_drawn)
        {
            Console.Error.Write("\r" + new string(' ', 78) + "\r");
            _drawn = false;
        }
    }
}
