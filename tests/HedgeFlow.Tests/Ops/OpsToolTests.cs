using System.Diagnostics;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Ops;

/// <summary>The service files as the programs see them that read them.</summary>
[TestClass]
public sealed class OpsToolTests
{
    private const long Full = 11 << 20;

    [TestMethod]
    [Timeout(60_000)]
    public void Systemd_accepts_every_unit_and_calls_it_well_confined()
    {
        Requires.Present(Has("systemd-analyze"), "systemd-analyze");
        using var folder = new TemporaryFolder();
        string[] units = [.. Directory.GetFiles(Path.Combine(Repository.Root, "ops", "systemd")).Select(path => Path.GetFileName(path))];
        foreach (string unit in units)
        {
            // The program is not installed on the machine of a test.
            File.WriteAllText(folder[unit], File.ReadAllText(Path.Combine(Repository.Root, "ops", "systemd", unit)).Replace("/opt/hedgeflow/hedgeflow", "/bin/true", StringComparison.Ordinal));
        }

        (int code, string output) = Run("systemd-analyze", ["verify", "--man=no", .. units.Select(unit => folder[unit])]);
        Assert.AreEqual(0, code, output);
        Assert.DoesNotContain("hedge", output, "no word about one of ours");
        foreach (string service in units.Where(unit => unit.EndsWith(".service", StringComparison.Ordinal)))
        {
            // Exposure in tenths: 1.5 is what is left with a network.
            (int exposed, string report) = Run("systemd-analyze", "security", "--offline=true", "--threshold=20", folder[service]);
            Assert.AreEqual(0, exposed, report);
        }
    }

    [TestMethod]
    [Timeout(60_000)]
    public void Logrotate_moves_full_output_aside_without_the_program_noticing()
    {
        Requires.Present(Has("logrotate"), "logrotate");
        using var folder = new TemporaryFolder();
        string log = folder["hedge-executor.out.log"];
        File.WriteAllText(folder["small.log"], "a line\n");
        File.WriteAllText(folder["rotate.conf"], string.Join('\n', File.ReadLines(Path.Combine(Repository.Root, "ops", "logrotate", "hedgeflow"))
            .Where(line => !line.TrimStart().StartsWith("su ", StringComparison.Ordinal))
            .Select(line => line.Replace("/var/log/hedgeflow", folder.Path, StringComparison.Ordinal))));
        // Opened for appending once and kept open, as the service manager does it for a program.
        using (Process program = Process.Start(new ProcessStartInfo("sh", ["-c", $"exec cat >> '{log}'"]) { RedirectStandardInput = true })!)
        {
            byte[] text = new byte[Full];
            for (int turn = 1; turn <= 7; turn++)
            {
                program.StandardInput.BaseStream.Write(text);
                program.StandardInput.BaseStream.Flush();
                Eventually.Holds(() => File.Exists(log) && new FileInfo(log).Length == Full, "the output is in the file");
                (int code, string output) = Run("logrotate", "-s", folder["status"], folder["rotate.conf"]);
                Assert.AreEqual(0, code, output);
                Assert.AreEqual(0, new FileInfo(log).Length, "the file stays the program's and is empty again");
                Assert.AreEqual(Full, new FileInfo(log + ".1").Length, "the newest is kept plain");
            }

            program.StandardInput.Close();
            program.WaitForExit();
        }

        CollectionAssert.AreEqual(
            new[] { "", ".1", ".2.gz", ".3.gz", ".4.gz", ".5.gz" }.Select(suffix => "hedge-executor.out.log" + suffix).ToArray(),
            folder.Files.Where(name => name.StartsWith("hedge", StringComparison.Ordinal)).ToArray());
        Assert.IsFalse(File.Exists(folder["small.log.1"]), "what is small stays");
    }

    private static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, program)));

    private static (int Code, string Output) Run(string program, params string[] arguments)
    {
        string path = File.Exists($"/usr/sbin/{program}") ? $"/usr/sbin/{program}" : program;
        using Process process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
