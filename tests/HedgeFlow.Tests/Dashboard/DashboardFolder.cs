using System.Globalization;
using HedgeFlow.Host.Dashboard;
using HedgeFlow.Serialization;
using HedgeFlow.Storage;

namespace HedgeFlow.Tests.Dashboard;

/// <summary>A book's folder with the files that a test puts there, and the page over it.</summary>
internal sealed class DashboardFolder : IDisposable
{
    public const string Hostile = "<script>alert(1)</script>";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("hedgeflow-page-");

    public DashboardFolder()
    {
        Paths = new BookPaths(_root.FullName);
        Directory.CreateDirectory(Paths.State);
        Directory.CreateDirectory(Paths.Execution);
        Options = new DashboardOptions { Paths = Paths, Port = 0 };
    }

    public BookPaths Paths { get; }

    public DashboardOptions Options { get; }

    public static double Now => TimeProvider.System.EpochSeconds();

    /// <summary>A small, healthy book with one position of the given symbol.</summary>
    public DashboardFolder Filled(string symbol = "BTCUSDT", double nav = 10123.45, double age = 0)
    {
        string at = (Now - age).ToString("R", CultureInfo.InvariantCulture);
        string series = string.Join(',', Enumerable.Range(0, 50).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{\"t\":{Now - age - 500 + (i * 10)},\"equity\":{10000 + (i % 7)}}}")));
        string name = symbol.Replace("\"", "\\\"", StringComparison.Ordinal);
        Write("nav.json", string.Create(CultureInfo.InvariantCulture, $"{{\"nav\":{nav},\"nav_total\":{nav},\"updated_ts\":{at},\"unrealized_pnl\":-3.2,\"drawdown_pct\":1.5,\"series\":[{series}]}}"));
        Write("positions_state.json", $"{{\"updated_ts\":{at},\"positions\":[{{\"symbol\":\"{name}\",\"side\":\"SHORT\",\"qty\":-0.5,\"entry_price\":100,\"mark_price\":90,\"unrealized_pnl\":5,\"notional\":45}}]}}");
        Write("positions_ledger.json", $"{{\"updated_ts\":{at},\"entries\":[]}}");
        Write("risk_snapshot.json", $"{{\"updated_ts\":{at},\"risk_mode\":\"OK\",\"dd_state\":{{\"state\":\"NORMAL\"}},\"dd_frac\":0.01,\"anomalies\":{{}}}}");
        Write("router_health.json", $"{{\"updated_ts\":{at},\"global\":{{\"quality_score\":0.95}},\"maker_fill_rate\":0.9,\"symbols\":[{{\"symbol\":\"{name}\",\"quality_score\":0.9}}]}}");
        Write("engine_metadata.json", $"{{\"updated_ts\":{at},\"engine_version\":\"7.6.0\",\"env\":\"dev\"}}");
        Write("v6_runtime_probe.json", $"{{\"updated_ts\":{at},\"INTEL_V6_ENABLED\":true,\"DRY_RUN\":\"1\"}}");
        return this;
    }

    public void Write(string file, string text)
    {
        string path = Path.Combine(Paths.State, file);
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    public void Dispose() => _root.Delete(recursive: true);
}
