using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Feed;
using HedgeFlow.Serialization;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Composition;

/// <summary>
/// How far a followed feed file was taken, kept over a restart: what the run before has journalled is not taken again. Candles and
/// factors pass always, since the windows they fill are not kept. The mark is that of a second ago, so that a process that is killed
/// repeats a line rather than losing it; at a regular end it is exact. A file with another first line is another feed.
/// </summary>
internal sealed class FeedBookmark : IFeedSink, IDisposable
{
    /// <summary>In the book's cache folder.</summary>
    public const string File = "feed_position.json";

    private const int LongestFirstLine = 1 << 16;

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly IFeedSink _inner;
    private readonly IFeedSource _source;
    private readonly string _feed;
    private readonly AtomicFile _file;
    private readonly ITimer _timer;
    private readonly long _resumeLine;
    private (string? Identity, long Line) _taken;
    private (string? Identity, long Line) _before;
    private (string? Identity, long Line) _written;
    private int _generation = -1;

    /// <param name="inner">Gets what is new.</param>
    /// <param name="source">Follows <paramref name="feed"/>.</param>
    /// <param name="feed">Path of the feed file.</param>
    /// <param name="cache">The book's cache folder.</param>
    /// <param name="time">Clock of the beat.</param>
    /// <param name="log">Gets one line when something is left out.</param>
    public FeedBookmark(IFeedSink inner, IFeedSource source, string feed, string cache, TimeProvider time, Action<string> log)
    {
        ArgumentNullException.ThrowIfNull(time);
        (_inner, _source, _feed) = (inner, source, feed);
        _file = new AtomicFile(Path.Combine(cache, File), log: log);
        if (CarriedCaches.ReadFile(cache, File, log) is JsonObject mark
            && Coerce.Text(mark["first_line"]) is { } identity && identity == IdentityOf(feed) && Coerce.Integer(mark["line"]) is { } line)
        {
            _resumeLine = line;
            _written = _before = _taken = (identity, line);
            log($"the feed goes on behind line {line}: delete cache/{File} to take it from its start");
        }

        _timer = time.CreateTimer(_ => Write(exact: false), null, Beat, Beat);
    }

    /// <summary>Records that the run before had taken.</summary>
    public long Skipped { get; private set; }

    public void OnSnapshot(ExchangeSnapshot snapshot)
    {
        if (IsNew())
        {
            _inner.OnSnapshot(snapshot);
            Take();
        }
    }

    public void OnFact(OrderFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        bool fresh = IsNew();
        if (fresh || fact.Kind is FeedKind.Candle or FeedKind.Factors)
        {
            _inner.OnFact(fact);
        }

        if (fresh)
        {
            Take();
        }
    }

    public void OnRejected(in FeedRejection rejection) => _inner.OnRejected(rejection);

    /// <summary>After the run has drained: everything that was taken is journalled.</summary>
    public void Complete() => Write(exact: true);

    public void Dispose() => _timer.Dispose();

    private bool IsNew()
    {
        FeedPosition position = _source.Position;
        bool fresh = position.FileIndex > 0 || position.Line > _resumeLine;
        Skipped += fresh ? 0 : 1;
        return fresh;
    }

    private void Take()
    {
        FeedPosition position = _source.Position;
        string? identity = position.FileIndex == _generation ? null : IdentityOf(_feed);
        _generation = position.FileIndex;
        lock (_gate)
        {
            _taken = (identity ?? _taken.Identity, position.Line);
        }
    }

    private void Write(bool exact)
    {
        lock (_gate)
        {
            (string? Identity, long Line) mark = exact ? _taken : _before;
            _before = _taken;
            if (mark.Identity is not null && mark != _written
                && _file.Write(Encoding.UTF8.GetBytes(new JsonObject { ["first_line"] = mark.Identity, ["line"] = mark.Line }.ToJsonString())))
            {
                _written = mark;
            }
        }
    }

    /// <summary>What tells one feed file from another; null while it has no whole line.</summary>
    private static string? IdentityOf(string feed)
    {
        try
        {
            using var stream = new FileStream(feed, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[LongestFirstLine];
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            int end = bytes.AsSpan(0, read).IndexOf((byte)'\n');
            return end < 0 && read < bytes.Length ? null : Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, end < 0 ? read : end)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
