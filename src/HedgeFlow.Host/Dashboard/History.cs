namespace HedgeFlow.Host.Dashboard;

/// <summary>The last values of a few rows, kept while the page is served: what the sparklines in tables show.</summary>
internal sealed class History
{
    private const int Points = 60;
    private const int Keys = 2000;

    private readonly Dictionary<string, Queue<double>> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _last = new(StringComparer.Ordinal);

    /// <summary>Adds the value when its source is newer than the last one, and gives all, oldest first.</summary>
    public double[] Add(string key, double time, double? value)
    {
        if (!_values.TryGetValue(key, out Queue<double>? values))
        {
            if (_values.Count >= Keys)
            {
                return [];
            }

            _values[key] = values = new Queue<double>(Points);
        }

        if (value is { } number && double.IsFinite(number) && (!_last.TryGetValue(key, out double last) || time > last))
        {
            _last[key] = time;
            if (values.Count == Points)
            {
                values.Dequeue();
            }

            values.Enqueue(number);
        }

        return [.. values];
    }
}
