namespace HedgeFlow.Host.Observability;

/// <summary>One time series: a value, or the buckets of a histogram.</summary>
internal sealed class MetricSeries(KeyValuePair<string, object?>[] tags)
{
    /// <summary>Upper bounds in seconds, from a fast stage to a slow disk.</summary>
    public static readonly double[] Bounds = [0.00001, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

    private readonly long[] _buckets = new long[Bounds.Length + 1];

    public KeyValuePair<string, object?>[] Tags => tags;

    public double Value { get; set; }

    public long Count { get; private set; }

    public ReadOnlySpan<long> Buckets => _buckets;

    public bool Has(ReadOnlySpan<KeyValuePair<string, object?>> other)
    {
        if (other.Length != tags.Length)
        {
            return false;
        }

        for (int i = 0; i < tags.Length; i++)
        {
            if (!string.Equals(tags[i].Key, other[i].Key, StringComparison.Ordinal) || !Equals(tags[i].Value, other[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Adds a sample to the histogram; <see cref="Value"/> is the sum.</summary>
    public void Record(double sample)
    {
        int bucket = Array.BinarySearch(Bounds, sample);
        _buckets[bucket < 0 ? ~bucket : bucket]++;
        Count++;
        Value += sample;
    }
}
