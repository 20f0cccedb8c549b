using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Storage;

[TestClass]
public sealed class JournalTests
{
    private const string Event = """{"ts":"2025-11-24T16:00:00+00:00","type":"order","symbol":"","qty":null,"price":null,"is_maker":null,"slippage_bps":null,"metadata":{}}""";

    private readonly TemporaryFolder _folder = new();
    private readonly FaultingFileSystem _files = new(PhysicalFileSystem.Instance);
    private readonly ManualTimeProvider _time = new();

    [TestCleanup]
    public void RemoveFolder() => _folder.Dispose();

    [TestMethod]
    public void Rows_go_to_their_files_in_order_with_the_envelope_last()
    {
        using (Journal journal = Create())
        {
            journal.Append(new JournalRow(JournalFiles.RiskVetoes, Map("""{"symbol":"A"}"""), "risk_veto", 1764000001.5));
            journal.Append(new JournalRow(JournalFiles.RouterHealth, Map("""{"ts":1.5}""")));
            journal.Append(new JournalRow(JournalFiles.RiskVetoes, Map("""{"symbol":"B"}"""), "risk_veto"));
        }

        CollectionAssert.AreEqual(
            new[]
            {
                """{"symbol":"A","event_type":"risk_veto","ts":"2025-11-24T16:00:01.500000+00:00","pid":1,"hostname":"replay"}""",
                """{"symbol":"B","event_type":"risk_veto","ts":"2025-11-24T16:00:00+00:00","pid":1,"hostname":"replay"}""",
            },
            Lines(JournalFiles.RiskVetoes));
        CollectionAssert.AreEqual(new[] { """{"ts":1.5}""" }, Lines(JournalFiles.RouterHealth));
    }

    [TestMethod]
    public void A_row_without_a_required_member_leaves_an_error_event_instead()
    {
        var log = new List<string>();
        using Journal journal = Create(log: log.Add);
        journal.Append(new JournalRow(JournalFiles.OrdersExecuted, Map("""{"symbol":"btcusdt","reason":"x"}"""), "order_error", 1764000002));
        Assert.IsFalse(File.Exists(_folder[JournalFiles.OrdersExecuted]));
        Assert.AreEqual(
            """{"ts":"2025-11-24T16:00:02+00:00","type":"error","symbol":"BTCUSDT","qty":null,"price":null,"is_maker":null,"slippage_bps":null,"metadata":{"reason":"invalid_event","component":"order_error","missing":["side"]}}""",
            Lines(JournalFiles.Events).Single());
        Assert.AreEqual(1, journal.Counters.Single(c => c.File == JournalFiles.OrdersExecuted).Rejected);
        Assert.AreEqual("execution/orders_executed.jsonl: order_error missing fields: side", log.Single());
    }

    [TestMethod]
    [DataRow("""{"type":"order"}""")]
    [DataRow("""{"ts":"2025-11-24T16:00:00+00:00","type":"trade","symbol":"","qty":null,"price":null,"is_maker":null,"slippage_bps":null,"metadata":{}}""")]
    [DataRow("""{"ts":"2025-11-24T16:00:00+00:00","type":"order","symbol":"","qty":null,"price":null,"is_maker":null,"slippage_bps":null,"metadata":null}""")]
    public void Events_outside_the_closed_set_are_refused(string row)
    {
        using Journal journal = Create();
        journal.Append(new JournalRow(JournalFiles.Events, Map(Event)));
        journal.Append(new JournalRow(JournalFiles.Events, Map(row)));
        string[] lines = Lines(JournalFiles.Events);
        Assert.AreEqual(Event, lines[0]);
        Assert.HasCount(2, lines);
        Assert.Contains("\"reason\":\"invalid_event\"", lines[1]);
    }

    [TestMethod]
    public void Execution_metrics_are_mirrored_byte_for_byte_and_closes_are_not()
    {
        using Journal journal = Create();
        journal.Append(new JournalRow(JournalFiles.OrderMetrics, Map("""{"attempt_id":"sig_1","slippage_bps":1.25}""")));
        journal.Append(new JournalRow(JournalFiles.OrderMetrics, Map("""{"ts":1,"event":"position_close"}""")));
        Assert.HasCount(2, Lines(JournalFiles.OrderMetrics));
        Assert.AreEqual(Lines(JournalFiles.OrderMetrics)[0], Lines(JournalFiles.RouterMetrics).Single());
    }

    [TestMethod]
    public void While_the_disk_fails_facts_wait_and_derived_lines_are_dropped_and_counted()
    {
        using Journal journal = Create();
        _files.KeepFailing = true;
        _files.Arm(1);
        for (int i = 0; i < 100; i++)
        {
            journal.Append(new JournalRow(JournalFiles.RiskVetoes, Map($$"""{"i":{{i}}}""")));
            journal.Append(new JournalRow(JournalFiles.RouterHealth, Map($$"""{"i":{{i}}}""")));
        }

        Assert.IsFalse(journal.Flush());
        JournalCounters vetoes = journal.Counters.Single(c => c.File == JournalFiles.RiskVetoes);
        JournalCounters health = journal.Counters.Single(c => c.File == JournalFiles.RouterHealth);
        Assert.AreEqual((100, 0L), (vetoes.Waiting, vetoes.Dropped));
        Assert.AreEqual((0, 100L), (health.Waiting, health.Dropped));
        _files.Arm(0);
        journal.Append(new JournalRow(JournalFiles.RiskVetoes, Map("""{"i":100}""")));
        CollectionAssert.AreEqual(Enumerable.Range(0, 101).Select(i => $$"""{"i":{{i}}}""").ToArray(), Lines(JournalFiles.RiskVetoes));
        Assert.IsTrue(journal.Flush());
    }

    [TestMethod]
    public void What_waits_for_the_disk_is_bounded_and_what_is_given_up_is_counted()
    {
        using Journal journal = Create(backlog: 1000);
        _files.KeepFailing = true;
        _files.Arm(1);
        for (int i = 0; i < 500; i++)
        {
            journal.Append(new JournalRow(JournalFiles.RiskVetoes, Map("""{"i":1}""")));
        }

        JournalCounters counters = journal.Counters.Single();
        Assert.AreEqual(500, counters.Waiting + counters.Dropped);
        Assert.IsLessThanOrEqualTo(1000 / 8, counters.Waiting);
    }

    [TestMethod]
    public void A_file_that_is_not_the_products_is_never_made()
    {
        using Journal journal = Create();
        foreach (string name in new[] { "../../x.jsonl", "/tmp/x.jsonl", "execution/other.jsonl", "" })
        {
            journal.Append(new JournalRow(name, Map("{}")));
        }

        Assert.AreEqual(4, journal.Unknown);
        Assert.IsEmpty(_folder.Files);
    }

    [TestMethod]
    public void Every_log_of_the_inventory_is_in_the_catalogue()
    {
        string[] declared = [.. typeof(JournalFiles).GetFields().Select(field => (string)field.GetValue(null)!).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(declared, JournalCatalog.Files.ToArray());
    }

    [TestMethod]
    public void A_line_holds_no_secret_and_no_character_that_a_reader_splits_on()
    {
        using Journal journal = Create(secrets: ["s3cr3t-value-0001"]);
        var payload = new JsonObject
        {
            ["text"] = "a\nb\r\u0085\u2028\u2029\u0000\u007f s3cr3t-value-0001",
            ["nan"] = double.NaN,
            ["zero"] = -0.0,
            ["when"] = new DateTimeOffset(2025, 11, 24, 18, 0, 0, TimeSpan.FromHours(2)),
            ["api_secret"] = new JsonObject { ["x"] = 1 },
        };
        journal.Append(new JournalRow(JournalFiles.RouterHealth, payload));
        string text = File.ReadAllText(_folder[JournalFiles.RouterHealth]);
        Assert.AreEqual(
            """{"text":"a\nb\r\u0085\u2028\u2029\u0000\u007F [redacted]","nan":null,"zero":0,"when":"2025-11-24T16:00:00+00:00","api_secret":"[redacted]"}""" + "\n",
            text);
    }

    [TestMethod]
    public void A_row_that_is_nested_too_deeply_is_counted_and_the_next_one_is_written()
    {
        using Journal journal = Create();
        JsonNode deep = new JsonObject();
        for (int i = 0; i < 300; i++)
        {
            deep = new JsonObject { ["d"] = deep };
        }

        journal.Append(new JournalRow(JournalFiles.RouterHealth, (JsonObject)deep));
        journal.Append(new JournalRow(JournalFiles.RouterHealth, Map("""{"ts":1}""")));
        CollectionAssert.AreEqual(new[] { """{"ts":1}""" }, Lines(JournalFiles.RouterHealth));
        Assert.AreEqual(1, journal.Counters.Single().Rejected);
    }

    [TestMethod]
    public void The_estimate_of_a_row_is_near_its_line_and_costs_no_memory()
    {
        var row = new JournalRow(
            JournalFiles.OrdersExecuted, Map("""{"symbol":"BTCUSDT","orderId":81234567890,"tradeIds":["5501","5502"],"avgPrice":90010.5,"metadata":{"a":null}}"""), "order_note");
        int estimate = Journal.EncodedSize(row);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            estimate = Journal.EncodedSize(row);
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        using (Journal journal = Create())
        {
            journal.Append(row);
        }

        long length = new FileInfo(_folder[JournalFiles.OrdersExecuted]).Length;
        Assert.IsInRange(length / 2, length * 2, estimate);
    }

    [TestMethod]
    public void A_row_after_the_end_is_ignored()
    {
        Journal journal = Create();
        journal.Dispose();
        journal.Dispose();
        journal.Append(new JournalRow(JournalFiles.RouterHealth, Map("{}")));
        Assert.IsEmpty(_folder.Files);
    }

    private static JsonObject Map(string json) => (JsonObject)JsonNodes.TryParse(json, out _)!;

    private string[] Lines(string file) => File.ReadAllLines(_folder[file]);

    private Journal Create(int backlog = 1 << 20, string[]? secrets = null, Action<string>? log = null) => new(
        new BookPaths(_folder.Path),
        new JournalOptions
        {
            Files = new JsonlOptions { FileSystem = _files, Time = _time, Log = log },
            Envelope = Envelope.OfReplay(_time),
            BacklogBytes = backlog,
            Redactor = new Redactor(secrets ?? []),
        });
}
