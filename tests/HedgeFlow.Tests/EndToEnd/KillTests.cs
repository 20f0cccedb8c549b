using System.Text.Json;
using HedgeFlow.Serialization;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.EndToEnd;

/// <summary>The live executor is killed at random moments while readers parse everything it writes.</summary>
[TestClass]
public sealed class KillTests
{
    private const int Kills = 50;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [TestCategory("Stress")]
    [Timeout(300_000)]
    public void No_reader_ever_sees_a_torn_file_and_logs_are_closed_on_restart()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["state"]);
        using var stop = new CancellationTokenSource();
        var reader = new StateReader(folder["state"]);
        var reading = new Thread(() => reader.Run(stop.Token)) { IsBackground = true };
        reading.Start();
        var random = new Random(7);
        var environment = new Dictionary<string, string> { ["LOOP_SLEEP"] = "0.005" };
        int torn = 0;
        for (int i = 0; i < Kills; i++)
        {
            using var process = new HedgeFlowProcess(environment, "run", "executor", "--source", "demo", "--logs", folder.Path);
            long before = reader.Reads;
            Eventually.Holds(() => File.Exists(folder["state/nav.json"]) && reader.Reads > before + random.Next(5, 60) || process.Process.HasExited, "state is written");
            Assert.IsFalse(process.Process.HasExited, $"start {i} failed: {process.Errors}");
            process.Kill();
            torn += TornLogs(folder.Path);
        }

        stop.Cancel();
        reading.Join();
        TestContext.WriteLine($"{Kills} kills, {reader.Reads} reads, {torn} torn last lines");
        Assert.AreEqual("", reader.Failure ?? "", "a state file was torn");
        Assert.IsGreaterThan(Kills * 5L, reader.Reads);

        (int code, _, string errors) = HedgeFlowProcess.Run(environment, "run", "executor", "--source", "demo", "--once", "--logs", folder.Path);
        Assert.AreEqual(0, code, errors);
        Assert.AreEqual(0, TornLogs(folder.Path), "a restart closes the last line");
        foreach (string log in Directory.EnumerateFiles(folder["execution"], "*.jsonl"))
        {
            int bad = File.ReadLines(log).Count(line => !IsJson(line));
            Assert.IsLessThanOrEqualTo(torn, bad, $"{Path.GetFileName(log)}: at most the torn lines are no records");
        }
    }

    /// <summary>Logs whose last line has no end.</summary>
    private static int TornLogs(string logs) => Directory.EnumerateFiles(logs, "*.jsonl", SearchOption.AllDirectories).Count(file =>
    {
        using FileStream stream = File.OpenRead(file);
        if (stream.Length == 0)
        {
            return false;
        }

        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() != '\n';
    });

    private static bool IsJson(string line)
    {
        JsonNodes.TryParse(line, out bool valid);
        return valid;
    }

    private sealed class StateReader(string folder)
    {
        private long _reads;

        public long Reads => Interlocked.Read(ref _reads);

        public string? Failure { get; private set; }

        public void Run(CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                foreach (string file in Directory.EnumerateFiles(folder, "*.json"))
                {
                    try
                    {
                        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
                        Interlocked.Increment(ref _reads);
                    }
                    catch (FileNotFoundException)
                    {
                        Failure ??= $"{Path.GetFileName(file)} vanished";
                    }
                    catch (JsonException e)
                    {
                        Failure ??= $"{Path.GetFileName(file)}: {e.Message}";
                    }
                }
            }
        }
    }
}
