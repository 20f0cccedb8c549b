using System.Text.Json.Nodes;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;
using HedgeFlow.State;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Dashboard;

/// <summary>What the page is served with. It holds no credential: the settings' redactor only knows what must not appear.</summary>
internal sealed record DashboardOptions
{
    public const int DefaultPort = 8501;

    public required BookPaths Paths { get; init; }

    public Redactor Redactor { get; init; } = Redactor.Default;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public int Port { get; init; } = DefaultPort;

    /// <summary>Address to listen on; null = loopback, and then only loopback names are answered.</summary>
    public string? Bind { get; init; }

    /// <summary>The strategy configuration: thresholds of the router badge. Null = the defaults.</summary>
    public JsonObject? Strategy { get; init; }

    /// <summary>Seconds between polls of a page that has no event stream.</summary>
    public double RefreshSeconds { get; init; } = 60;

    public static DashboardOptions From(EngineSettings settings, int port) => new()
    {
        Paths = settings.Paths,
        Redactor = settings.Redactor,
        Port = port,
        Bind = settings.Environment.Text("DASHBOARD_BIND"),
        Strategy = StrategyOf(Path.Combine(settings.ConfigDirectory, "strategy_config.json")),
        RefreshSeconds = Math.Max(1, settings.Environment.Number("DASHBOARD_REFRESH_SEC", 60, min: 0)),
    };

    private static JsonObject? StrategyOf(string file)
    {
        try
        {
            var info = new FileInfo(file);
            return info.Exists && info.Length <= SurfaceShelf.MaxBytes ? SurfaceContent.Read(File.ReadAllBytes(file)).Root as JsonObject : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
