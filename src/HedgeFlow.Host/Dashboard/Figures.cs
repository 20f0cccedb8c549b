using System.Text.Json.Nodes;

namespace HedgeFlow.Host.Dashboard;

/// <summary>Labelled values of a panel.</summary>
internal sealed class Figures(JsonArray items, PanelView view)
{
    /// <summary>The next values come from another surface.</summary>
    public Figures From(BoardData data, string name)
    {
        view.From(data, name);
        return this;
    }

    public Figures Add(string label, double? value, string format, string tone = "") => Add(label, value is { } number && double.IsFinite(number) ? JsonValue.Create(number) : null, format, tone);

    public Figures Add(string label, string? value, string tone = "") => Add(label, value is { Length: > 0 } ? JsonValue.Create(value) : null, "text", tone);

    private Figures Add(string label, JsonNode? value, string format, string tone)
    {
        var item = new JsonObject { ["label"] = label, ["value"] = value, ["format"] = format };
        if (tone.Length > 0)
        {
            item["tone"] = tone;
        }

        items.Add(view.Marked(item));
        return this;
    }
}
