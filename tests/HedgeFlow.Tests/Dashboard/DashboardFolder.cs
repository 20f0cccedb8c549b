using System.Globalization;
using System.Text.Json;
using HedgeFlow.Domain;
using HedgeFlow.Host.Dashboard;
using HedgeFlow.Serialization;
using HedgeFlow.State;
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
        string name = JsonEncodedText.Encode(symbol).ToString();
        Write("nav.json", string.Create(CultureInfo.InvariantCulture, $"{{\"nav\":{nav},\"nav_total\":{nav},\"updated_ts\":{at},\"unrealized_pnl\":-3.2,\"drawdown_pct\":1.5,\"series\":[{series}]}}"));
        Write("positions_state.json", $"{{\"updated_ts\":{at},\"positions\":[{{\"symbol\":\"{name}\",\"side\":\"SHORT\",\"qty\":-0.5,\"entry_price\":100,\"mark_price\":90,\"unrealized_pnl\":5,\"notional\":45}}]}}");
        Write("positions_ledger.json", $"{{\"updated_ts\":{at},\"entries\":[]}}");
        Write("risk_snapshot.json", $"{{\"updated_ts\":{at},\"risk_mode\":\"OK\",\"dd_state\":{{\"state\":\"NORMAL\"}},\"dd_frac\":0.01,\"anomalies\":{{}}}}");
        Write("router_health.json", $"{{\"updated_ts\":{at},\"global\":{{\"quality_score\":0.95}},\"maker_fill_rate\":0.9,\"symbols\":[{{\"symbol\":\"{name}\",\"quality_score\":0.9}}]}}");
        Write("engine_metadata.json", $"{{\"updated_ts\":{at},\"engine_version\":\"7.6.0\",\"env\":\"dev\"}}");
        Write("v6_runtime_probe.json", $"{{\"updated_ts\":{at},\"INTEL_V6_ENABLED\":true,\"DRY_RUN\":\"1\"}}");
        return this;
    }

    /// <summary>Every source of every panel, all of one age in seconds.</summary>
    public DashboardFolder Whole(double age = 0, string symbol = "BTCUSDT")
    {
        Filled(symbol, age: age);
        string at = (Now - age).ToString("R", CultureInfo.InvariantCulture), name = JsonEncodedText.Encode(symbol).ToString();
        File.Copy(Path.Combine(Paths.State, "nav.json"), Path.Combine(Paths.State, "nav_state.json"), overwrite: true);
        Write("positions_ledger.json", $"{{\"updated_ts\":{at},\"entries\":[{{\"symbol\":\"{name}\",\"side\":\"SHORT\",\"qty\":0.5,\"tp\":80,\"sl\":120}}]}}");
        Write("synced_state.json", $"{{\"updated_ts\":{at},\"v6_flags\":{{\"INTEL_V6_ENABLED\":true}}}}");
        Write("kpis_v7.json", $"{{\"updated_ts\":{at},\"updated_at\":{at},\"risk\":{{\"atr_regime\":\"normal\"}},\"atr_regime\":\"normal\"}}");
        Write("diagnostics.json", $"{{\"updated_ts\":{at},\"runtime_diagnostics\":{{}}}}");
        Write("symbol_scores_v6.json", $"{{\"updated_ts\":{at},\"symbols\":[{{\"symbol\":\"{name}\",\"score\":0.61}}]}}");
        Write("expectancy_v6.json", $"{{\"updated_ts\":{at},\"symbols\":{{\"{name}\":{{\"expectancy\":1.25,\"hit_rate\":0.5,\"count\":8}}}}}}");
        Write("router_policy_suggestions_v6.json", $"{{\"updated_ts\":{at},\"symbols\":[]}}");
        Write("risk_allocation_suggestions_v6.json", $"{{\"updated_ts\":{at},\"symbols\":[]}}");
        Write("pipeline_v6_shadow_head.json", $"{{\"updated_ts\":{at},\"total\":12,\"allowed\":7,\"vetoed\":5,\"last_decision\":{{\"symbol\":\"{name}\",\"risk_decision\":{{\"allowed\":true}}}}}}");
        Write("pipeline_v6_compare_summary.json", $"{{\"updated_ts\":{at},\"sample_size\":60,\"min_sample_size\":50,\"is_warmup\":false,\"sizing_diff_stats\":{{\"p95\":0.01,\"upsize_count\":0}}}}");
        Append(JournalFiles.SyncHeartbeats, $"{{\"ts\":{at},\"service\":\"executor_live\"}}", replace: true);
        Append(JournalFiles.OrdersExecuted, $"{{\"ts\":{at},\"event_type\":\"order_fill\",\"symbol\":\"{name}\",\"side\":\"BUY\",\"orderId\":\"1\",\"executedQty\":1,\"avgPrice\":100}}", replace: true);
        Append(JournalFiles.RiskVetoes, $"{{\"ts\":{at},\"symbol\":\"{name}\",\"veto_reason\":\"min_notional\"}}", replace: true);
        Append(JournalFiles.Events, $"{{\"ts\":{at},\"type\":\"fill\",\"symbol\":\"{name}\",\"metadata\":{{\"kind\":\"close\"}}}}", replace: true);
        return this;
    }

    /// <summary>200 positions and routed symbols and 500 NAV points, every one of them another than in the turn before.</summary>
    public DashboardFolder Large(int turn)
    {
        string at = Now.ToString("R", CultureInfo.InvariantCulture);
        string positions = string.Join(',', Enumerable.Range(0, 200).Select(i => $"{{\"symbol\":\"S{i:000}USDT\",\"side\":\"LONG\",\"qty\":1,\"entry_price\":100,\"mark_price\":{100 + ((i + turn) % 17)},\"unrealized_pnl\":{(i + turn) % 17}}}"));
        string routers = string.Join(',', Enumerable.Range(0, 200).Select(i => $"{{\"symbol\":\"S{i:000}USDT\",\"quality_score\":0.{5 + ((i + turn) % 5)}}}"));
        string series = string.Join(',', Enumerable.Range(0, 500).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{\"t\":{Now - 500 + i},\"equity\":{10000 + (((i * 7) + turn) % 113)}}}")));
        Write("nav_state.json", $"{{\"updated_ts\":{at},\"nav_total\":10000,\"series\":[{series}]}}");
        Write("router_health.json", $"{{\"updated_ts\":{at},\"symbols\":[{routers}]}}");
        Write("positions_state.json", $"{{\"updated_ts\":{at},\"positions\":[{positions}]}}");
        return this;
    }

    /// <summary>Half a document in every state file, half a line in every log.</summary>
    public DashboardFolder Broken()
    {
        foreach (StateEntry entry in StateCatalog.Entries)
        {
            Write(entry.File, "{\"updated_ts\":");
        }

        foreach (string file in (string[])[JournalFiles.SyncHeartbeats, JournalFiles.OrdersExecuted, JournalFiles.RiskVetoes, JournalFiles.Events])
        {
            Append(file, "{\"ts\":", replace: true);
        }

        return this;
    }

    public void Append(string journal, string line, bool replace = false)
    {
        string path = Paths.JournalPath(journal);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (replace)
        {
            File.Delete(path);
        }

        File.AppendAllText(path, line + "\n");
    }

    public void Write(string file, string text)
    {
        string path = Path.Combine(Paths.State, file);
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Every file below the root, by name.</summary>
    public string[] Files() => [.. _root.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => file.FullName).Order(StringComparer.Ordinal)];

    public void Dispose() => _root.Delete(recursive: true);
}
