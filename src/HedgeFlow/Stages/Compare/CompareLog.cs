using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Compare;

/// <summary>
/// Which differences the comparison log has already, and the rows of a run: every new difference, then one heartbeat.
/// Source: services contract, compare.
/// </summary>
public sealed class CompareLog(int capacity = 20_000)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Rows of earlier runs, oldest first.</summary>
    public void Seed(IEnumerable<JsonObject> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (JsonObject row in rows)
        {
            if (!Coerce.Flag(row["heartbeat"]) && row.ContainsKey("shadow"))
            {
                Remember(CompareDiff.KeyOfRow(row));
            }
        }
    }

    /// <summary>The rows that a run adds.</summary>
    public IReadOnlyList<JournalRow> Rows(IReadOnlyList<CompareDiff> diffs, PipelineV6CompareSummaryState summary, double now)
    {
        ArgumentNullException.ThrowIfNull(diffs);
        var rows = new List<JournalRow>();
        foreach (CompareDiff diff in diffs)
        {
            if (Remember(diff.Key))
            {
                rows.Add(new JournalRow(JournalFiles.Compare, diff.ToRow(), null, now));
            }
        }

        rows.Add(new JournalRow(JournalFiles.Compare, new JsonObject
        {
            ["ts"] = now,
            ["diff_count"] = diffs.Count,
            ["heartbeat"] = rows.Count == 0,
            ["summary"] = RawJson.Of(summary, PipelineV6CompareSummaryState.Surface.TypeInfo).ToNode(),
        }, null, now));
        return rows;
    }

    private bool Remember(string key)
    {
        if (!_known.Add(key))
        {
            return false;
        }

        _order.Enqueue(key);
        if (_order.Count > capacity)
        {
            _known.Remove(_order.Dequeue());
        }

        return true;
    }
}
