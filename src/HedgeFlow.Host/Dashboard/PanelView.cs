using System.Text.Json.Nodes;

namespace HedgeFlow.Host.Dashboard;

/// <summary>
/// What one panel shows, as blocks that the page draws in order: <c>figures</c>, <c>badges</c>, <c>table</c>, <c>plots</c>, <c>note</c>.
/// Values are raw; the format beside them says how the page writes them.
/// </summary>
internal sealed class PanelView
{
    private JsonObject? _from;

    public JsonArray Blocks { get; } = [];

    /// <summary>
    /// What is added from here on comes from another surface than the panel's own: where that one is not fresh, the part says so
    /// itself, since the panel's badge does not.
    /// </summary>
    public PanelView From(BoardData data, string name)
    {
        SurfaceReading reading = data.Reading(name);
        string status = reading.Status(PanelCatalog.StaleAfter(name));
        _from = status is "fresh" or "missing" && !reading.LastKnown
            ? null
            : new JsonObject { ["surface"] = name, ["status"] = status, ["age_s"] = reading.Age is { } age ? Math.Round(age, 3) : null };
        return this;
    }

    /// <summary>Back to the panel's own surface.</summary>
    public PanelView Own()
    {
        _from = null;
        return this;
    }

    /// <summary>The word in place of content: <c>flat</c>, <c>unavailable</c>, <c>warm-up</c>, …</summary>
    public void Note(string text, string tone = "muted") => Blocks.Add(new JsonObject { ["kind"] = "note", ["text"] = text, ["tone"] = tone });

    public void Badges(params IEnumerable<(string Text, string Tone)> badges)
    {
        var items = new JsonArray();
        Blocks.Add(new JsonObject { ["kind"] = "badges", ["items"] = items });
        AddBadges(items, badges);
    }

    /// <summary>More badges in the same row, from the surface that is set now.</summary>
    public void AddBadges(JsonArray items, params IEnumerable<(string Text, string Tone)> badges)
    {
        foreach ((string text, string tone) in badges)
        {
            items.Add(Marked(new JsonObject { ["text"] = text, ["tone"] = tone }));
        }
    }

    public Figures Figures()
    {
        var items = new JsonArray();
        Blocks.Add(new JsonObject { ["kind"] = "figures", ["items"] = items });
        return new Figures(items, this);
    }

    /// <param name="id">Unique on the page; sort order and filter are kept by it.</param>
    /// <param name="title">Caption.</param>
    /// <param name="columns">Label and format of each column: <c>symbol</c>, <c>text</c>, <c>usd</c>, <c>pnl</c>, <c>qty</c>, <c>price</c>, <c>pct</c>, <c>frac</c>, <c>bps</c>, <c>ms</c>, <c>int</c>, <c>num</c>, <c>time</c>, <c>age</c>, <c>bytes</c>, <c>spark</c>, <c>status</c>.</param>
    /// <param name="rows">One value per column.</param>
    /// <param name="empty">Shown when there is no row.</param>
    public void Table(string id, string title, IReadOnlyList<(string Label, string Format)> columns, IEnumerable<JsonArray> rows, string empty) => Blocks.Add(Marked(new JsonObject
    {
        ["kind"] = "table",
        ["id"] = id,
        ["title"] = title,
        ["columns"] = new JsonArray([.. columns.Select(column => new JsonObject { ["label"] = column.Label, ["format"] = column.Format })]),
        ["rows"] = new JsonArray([.. rows]),
        ["empty"] = empty,
    }));

    /// <summary>The same element, with what is wrong with its source.</summary>
    public JsonObject Marked(JsonObject element)
    {
        if (_from is not null)
        {
            element["from"] = _from.DeepClone();
        }

        return element;
    }

    public void Block(JsonObject block) => Blocks.Add(block);
}
