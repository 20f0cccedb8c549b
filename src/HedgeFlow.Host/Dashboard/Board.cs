using System.Buffers;
using System.Text.Json.Nodes;
using HedgeFlow.Host.Dashboard.Panels;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Host.Dashboard;

/// <summary>
/// The view models of all panels from the files of one book. Every panel is made on its own: a fault in one leaves the others.
/// Answers leave through the redactor. One refresh at a time; the result is shared by everybody who asks for it.
/// </summary>
internal sealed class Board(DashboardOptions options)
{
    private readonly SurfaceShelf _shelf = new(options.Paths.StateForReaders, options.Time);
    private readonly EventTail _tail = new(options.Paths, options.Time);
    private readonly History _history = new();
    private readonly Lock _lock = new();

    public EventTail Tail => _tail;

    /// <summary>The panels that are shown; a test replaces one by a broken one.</summary>
    public IReadOnlyList<Panel> Panels { get; init; } = PanelCatalog.All;

    public long Stamp()
    {
        lock (_lock)
        {
            return _shelf.Stamp();
        }
    }

    /// <summary>Body of <c>/api/state</c>.</summary>
    public byte[] State()
    {
        lock (_lock)
        {
            double now = options.Time.EpochSeconds();
            var data = new BoardData(_shelf, _tail, _history, now, options.Strategy);
            var surfaces = new JsonObject();
            foreach (StateEntry entry in StateCatalog.Entries)
            {
                string name = Path.GetFileNameWithoutExtension(entry.File);
                double staleAfter = PanelCatalog.StaleAfter(name);
                SurfaceReading reading = data.Reading(name);
                surfaces[entry.Key] = Status(reading.Status(staleAfter, name == "nav" ? PanelCatalog.NavLateAfter : null), reading.Age, staleAfter, reading.Error, reading.LastKnown);
            }

            var panels = new JsonArray();
            foreach (Panel panel in Panels)
            {
                panels.Add(View(panel, data));
            }

            return Encode(new JsonObject
            {
                ["generated_ts"] = now,
                ["refresh_s"] = options.RefreshSeconds,
                ["book"] = options.Paths.Book,
                ["surfaces"] = surfaces,
                ["panels"] = panels,
            });
        }
    }

    /// <summary>Body of <c>/api/health</c>, and whether the state folder can be read.</summary>
    public (bool Readable, byte[] Body) Health()
    {
        lock (_lock)
        {
            double now = options.Time.EpochSeconds();
            var data = new BoardData(_shelf, _tail, _history, now);
            SurfaceHealth health = SurfaceHealth.Check(file => LastPanels.Content(data, file), now);
            bool readable = Directory.Exists(options.Paths.StateForReaders);
            return (readable, Encode(new JsonObject
            {
                ["readable"] = readable,
                ["healthy"] = readable && health.Healthy,
                ["generated_ts"] = now,
                ["missing_files"] = Texts(health.MissingFiles),
                ["stale_files"] = Texts(health.StaleFiles),
                ["schema_violations"] = Texts(health.SchemaViolations),
                ["cross_surface_violations"] = Texts(health.CrossSurfaceViolations),
            }));
        }
    }

    /// <summary>Body of <c>/api/events</c>.</summary>
    public byte[] Events(string file, int limit) => Encode(new JsonObject
    {
        ["file"] = Path.GetFileName(file),
        ["items"] = new JsonArray([.. _tail.Rows(file, limit).Select(row => row.DeepClone())]),
    });

    private static JsonObject View(Panel panel, BoardData data)
    {
        string status = "fresh";
        string? error = null;
        double? age = null;
        bool lastKnown = false;
        var view = new PanelView();
        try
        {
            if (panel.Source is { } source)
            {
                SurfaceReading reading = data.Pick(source, panel.Fallback);
                (status, error, age, lastKnown) = (reading.Status(panel.StaleAfter, panel.LateAfter), reading.Error, reading.Age, reading.LastKnown);
            }

            if (panel.Log is { } log && (panel.Source is null || status == "missing"))
            {
                double? newest = data.Rows(log).Select(row => IsoTime.OfRecord(row)).Max();
                age = newest is { } time ? Math.Max(0, data.Now - time) : null;
                (status, error) = (age is null ? "missing" : age > panel.StaleAfter ? "stale" : "fresh", null);
            }

            panel.Build(data, view);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            view = new PanelView();
            view.Note("unavailable", "bad");
            (status, error) = ("error", "unavailable");
        }

        JsonObject result = Status(status, age, panel.StaleAfter, error, lastKnown);
        if (panel.LateAfter is { } late)
        {
            result["late_after_s"] = late;
        }

        result.Insert(0, "id", panel.Id);
        result["blocks"] = view.Blocks;
        return result;
    }

    private static JsonObject Status(string status, double? age, double? staleAfter, string? error, bool lastKnown)
    {
        var result = new JsonObject
        {
            ["status"] = status,
            ["age_s"] = age is { } seconds ? Math.Round(seconds, 3) : null,
            ["stale_after_s"] = staleAfter,
        };
        if (error is not null)
        {
            result["error"] = error;
        }

        if (lastKnown)
        {
            result["last_known"] = true;
        }

        return result;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private byte[] Encode(JsonNode body)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 16);
        JsonNodeWriter.Write(buffer, options.Redactor.Node(body));
        return buffer.WrittenSpan.ToArray();
    }
}
