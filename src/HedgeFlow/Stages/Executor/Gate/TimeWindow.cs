using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Executor.Gate;

/// <summary>
/// Times of events, counted over a sliding window. Holds at most <see cref="Capacity"/>, the oldest noted leave first; noting and
/// counting allocate nothing. Times in epoch seconds; those in the future count.
/// </summary>
public sealed class TimeWindow
{
    public const int Capacity = 4096;

    /// <summary>How many a snapshot keeps.</summary>
    public const int SnapshotCapacity = 256;

    private double[] _times = new double[64];
    private int _start;

    public int Count { get; private set; }

    public void Note(double ts)
    {
        if (!double.IsFinite(ts))
        {
            return;
        }

        if (Count == _times.Length)
        {
            if (Count == Capacity)
            {
                _start = (_start + 1) % _times.Length;
                Count--;
            }
            else
            {
                Grow();
            }
        }

        _times[(_start + Count) % _times.Length] = ts;
        Count++;
    }

    /// <summary>Events at or after now − window, without forgetting any.</summary>
    public int CountSince(double window, double now)
    {
        double from = now - Math.Max(0, window);
        int count = 0;
        for (int i = 0; i < Count; i++)
        {
            if (_times[(_start + i) % _times.Length] >= from)
            {
                count++;
            }
        }

        return count;
    }

    /// <summary>Forgets events before now − window and returns how many are left.</summary>
    public int Prune(double window, double now)
    {
        double from = now - Math.Max(0, window);
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            double ts = _times[(_start + i) % _times.Length];
            if (ts >= from)
            {
                _times[(_start + kept) % _times.Length] = ts;
                kept++;
            }
        }

        Count = kept;
        return kept;
    }

    /// <summary>The newest events, in the order they were noted.</summary>
    public JsonArray Snapshot()
    {
        var times = new JsonArray();
        for (int i = Math.Max(0, Count - SnapshotCapacity); i < Count; i++)
        {
            times.Add((JsonNode?)JsonValue.Create(_times[(_start + i) % _times.Length]));
        }

        return times;
    }

    /// <summary>Replaces the events by the newest of a snapshot; members that are no times are dropped.</summary>
    public void Restore(JsonNode? snapshot)
    {
        Count = 0;
        if (snapshot is not JsonArray times)
        {
            return;
        }

        double[] usable = [.. times.Select(Coerce.Number).OfType<double>()];
        foreach (double time in usable.AsSpan(Math.Max(0, usable.Length - SnapshotCapacity)))
        {
            Note(time);
        }
    }

    private void Grow()
    {
        double[] larger = new double[Math.Min(Capacity, _times.Length * 2)];
        for (int i = 0; i < Count; i++)
        {
            larger[i] = _times[(_start + i) % _times.Length];
        }

        _times = larger;
        _start = 0;
    }
}
