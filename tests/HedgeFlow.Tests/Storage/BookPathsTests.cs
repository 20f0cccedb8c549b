using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Storage;

[TestClass]
public sealed class BookPathsTests
{
    private readonly TemporaryFolder _folder = new();

    [TestCleanup]
    public void RemoveFolder() => _folder.Dispose();

    [TestMethod]
    public void The_default_book_is_at_the_log_folder_and_others_below_it()
    {
        var first = new BookPaths(_folder.Path);
        Assert.AreEqual(_folder["state"], first.State);
        Assert.AreEqual(_folder["execution/orders_executed.jsonl"], first.JournalPath(JournalFiles.OrdersExecuted));
        Assert.AreEqual(_folder["router_health.jsonl"], first.JournalPath(JournalFiles.RouterHealth));
        var second = new BookPaths(_folder.Path, "desk-2");
        Assert.AreEqual(_folder["desk-2/state"], second.State);
        Assert.AreEqual(_folder["desk-2/execution/events.jsonl"], second.JournalPath(JournalFiles.Events));
        Assert.AreEqual(_folder["desk-2/cache"], second.Cache);
    }

    [TestMethod]
    public void Variables_move_the_folders_and_files_they_name()
    {
        var variables = new Dictionary<string, string>
        {
            ["STATE_DIR"] = _folder["elsewhere"],
            ["EXEC_LOG_DIR"] = _folder["exec"],
            ["ORDER_EVENTS_PATH"] = _folder["orders.jsonl"],
            ["ROUTER_METRICS_PATH"] = _folder["metrics.jsonl"],
        };
        var paths = new BookPaths(_folder["logs"], null, variables.GetValueOrDefault);
        Assert.AreEqual(_folder["elsewhere"], paths.StateForReaders);
        Assert.AreEqual(_folder["logs/state"], paths.State, "writers stay");
        Assert.AreEqual(_folder["exec/risk_vetoes.jsonl"], paths.JournalPath(JournalFiles.RiskVetoes));
        Assert.AreEqual(_folder["orders.jsonl"], paths.JournalPath(JournalFiles.OrdersExecuted));
        Assert.AreEqual(_folder["metrics.jsonl"], paths.JournalPath(JournalFiles.OrderMetrics));
        Assert.AreEqual(_folder["exec/router_metrics.jsonl"], paths.JournalPath(JournalFiles.RouterMetrics));
    }

    [TestMethod]
    public void Two_books_never_share_a_moved_file()
    {
        Func<string, string?> variable = name => name switch
        {
            "EXEC_LOG_DIR" => _folder["exec"],
            "ORDER_EVENTS_PATH" => _folder["orders.jsonl"],
            _ => null,
        };
        string[] all = [.. new[] { "", "a", "b" }
            .Select(book => new BookPaths(_folder.Path, book, variable))
            .SelectMany(paths => JournalCatalog.Files.Select(paths.JournalPath))];
        Assert.HasCount(all.Length, all.Distinct().ToArray());
    }

    [TestMethod]
    [DataRow("../../x")]
    [DataRow("/etc")]
    [DataRow("a/b")]
    [DataRow("a\\b")]
    [DataRow("a\0b")]
    [DataRow("..")]
    [DataRow(".hidden")]
    [DataRow("a.")]
    [DataRow("a..b")]
    [DataRow(" a")]
    [DataRow("a\n")]
    [DataRow("a\u202Eb")]
    [DataRow("CON")]
    [DataRow("state")]
    [DataRow("Execution")]
    [DataRow("\"quoted\"")]
    public void Names_that_lead_elsewhere_are_refused(string name)
    {
        Assert.IsFalse(BookPaths.IsPlainName(name));
        Assert.ThrowsExactly<ArgumentException>(() => new BookPaths(_folder.Path, name));
    }

    [TestMethod]
    public void The_length_of_a_name_is_limited()
    {
        Assert.IsTrue(BookPaths.IsPlainName(new string('a', 64)));
        Assert.IsFalse(BookPaths.IsPlainName(new string('a', 65)));
    }

    [TestMethod]
    public void Whatever_the_name_its_files_stay_below_the_log_folder() =>
        Prop.ForAll<string>(name =>
        {
            if (string.IsNullOrEmpty(name) || !BookPaths.IsPlainName(name))
            {
                return true;
            }

            string root = new BookPaths(_folder.Path, name).Root;
            return Path.GetDirectoryName(root) == _folder.Path && Path.GetFullPath(root) == root;
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    [DataRow("../x.jsonl")]
    [DataRow("execution/../../x.jsonl")]
    [DataRow("other.jsonl")]
    public void Only_the_products_own_logs_have_a_path(string file) =>
        Assert.ThrowsExactly<ArgumentException>(() => new BookPaths(_folder.Path).JournalPath(file));
}
