using System.Text.Json.Nodes;

namespace HedgeFlow.Host.Dashboard;

/// <summary>
/// What one panel shows, as blocks that the page draws in order: <c>figures</c>, <c>badges</c>, <c>table</c>, <c>plots</c>, <c>note</c>.
/// Values are raw; the format beside them says how the page writes them.
/// </summary>
internal sealed class PanelView
{
    public JsonArray Blocks { get; } = [];

    /// <summary>The word in place of content: <c>flat</c>, <c>unavailable</c>, <c>warm-up</c>, …</summary>
    public void Note(string text, string tone = "muted") => Blocks.Add(new JsonObject { ["kind"] = "note", ["text"] = text, ["tone"] = tone });

    public void Badges(params IEnumerable<(string Text, string Tone)> badges) => Blocks.Add(new JsonObject
    {
        ["kind"] = "badges",
        ["items"] = new JsonArray([.. badges.Select(badge => new JsonObject { ["text"] = badge.Text, ["tone"] = badge.Tone })]),
    });

    public Figures Figures()
    {
        var items = new JsonArray();
        Blocks.Add(new JsonObject { ["kind"] = "figures", ["items"] = items });
        return new Figures(items);
    }

    /// <param name="id">Unique on the page; sort order and filter are kept by it.</param>
    /// <param name="title">Caption.</param>
    /// <param name="columns">Label and format of each column: <c>symbol</c>, <c>text</c>, <c>usd</c>, <c>pnl</c>, <c>qty</c>, <c>price</c>, <c>pct</c>, <c>frac</c>, <c>bps</c>, <c>ms</c>, <c>int</c>, <c>num</c>, <c>time</c>, <c>age</c>, <c>bytes</c>, <c>spark</c>, <c>status</c>.</param>
    /// <param name="rows">One value per column.</param>
    /// <param name="empty">Shown when there is no row.</param>
    public void Table(string id, string title, IReadOnlyList<(string Label, string Format)> columns, IEnumerable<JsonArray> rows, string empty) => Blocks.Add(new JsonObject
    {
        ["kind"] = "table",
        ["id"] = id,
        ["title"] = title,
        ["columns"] = new JsonArray([.. columns.Select(column => new JsonObject { ["label"] = column.Label, ["format"] = column.Format })]),
        ["rows"] = new JsonArray([.. rows]),
        ["empty"] = empty,
    });

    public void Block(JsonObject block) => Blocks.Add(block);
}
