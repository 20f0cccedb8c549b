using System.CommandLine;
using System.Text.RegularExpressions;
using HedgeFlow.Host.Commands;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Ops;

/// <summary>The service files and the operator's page say what the code does.</summary>
[TestClass]
public sealed partial class OpsFileTests
{
    private const string App = "/opt/hedgeflow/hedgeflow ";

    private static readonly Command Root = HedgeFlowCommand.Create();

    private static readonly string Sources = string.Concat(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

    [TestMethod]
    public void The_run_command_has_the_contracts_programs() => CollectionAssert.AreEquivalent(
        DeskProgram.All.Select(program => program.Command).ToArray(),
        Root.Subcommands.Single(command => command.Name == "run").Subcommands.Select(command => command.Name).ToArray());

    [TestMethod]
    public void Supervisor_starts_the_five_programs_as_the_contract_says()
    {
        var file = new SectionFile(Ops("supervisor/hedgeflow.conf"));
        CollectionAssert.AreEqual(DeskProgram.All.Select(program => $"program:{program.Name}").Append("group:hedge").ToArray(), file.Sections);
        Assert.AreEqual(string.Join(',', DeskProgram.All.Select(program => program.Name)), file["group:hedge", "programs"]);
        foreach (DeskProgram program in DeskProgram.All)
        {
            string section = $"program:{program.Name}";
            AssertRuns(file[section, "command"]!, program);
            CollectionAssert.AreEqual(program.Environment.ToArray(), file[section, "environment"]!.Replace("\"", "", StringComparison.Ordinal).Split(','));
            foreach ((string key, string value) in ((string, string)[])[
                ("directory", "/opt/hedgeflow"), ("user", "hedgeflow"), ("autostart", "true"), ("autorestart", "true"), ("startsecs", "5"), ("stopsignal", "TERM"), ("stopwaitsecs", "15")])
            {
                Assert.AreEqual(value, file[section, key], $"{program.Name} {key}");
            }

            foreach (string stream in (string[])["stdout", "stderr"])
            {
                Assert.AreEqual($"/var/log/hedgeflow/{program.Name}.{stream[3..]}.log", file[section, $"{stream}_logfile"]);
                Assert.AreEqual($"{program.LogMegabytes}MB", file[section, $"{stream}_logfile_maxbytes"], program.Name);
                Assert.AreEqual($"{program.LogBackups}", file[section, $"{stream}_logfile_backups"], program.Name);
            }
        }
    }

    [TestMethod]
    public void Systemd_has_a_hardened_unit_per_program_and_one_target()
    {
        CollectionAssert.AreEquivalent(
            DeskProgram.All.Select(program => program.Name + ".service").Append("hedge.target").ToArray(),
            Directory.GetFiles(Ops("systemd")).Select(path => Path.GetFileName(path)).ToArray());
        Assert.AreEqual(string.Join(' ', DeskProgram.All.Select(program => program.Name + ".service")), new SectionFile(Ops("systemd/hedge.target"))["Unit", "Wants"]);
        foreach (DeskProgram program in DeskProgram.All)
        {
            var unit = new SectionFile(Ops($"systemd/{program.Name}.service"));
            AssertRuns(unit["Service", "ExecStart"]!, program);
            Assert.AreEqual(string.Join(' ', program.Environment), unit.All("Service", "Environment")[0], program.Name);
            foreach ((string key, string value) in ((string, string)[])[
                ("Type", "notify"), ("User", "hedgeflow"), ("Restart", "always"), ("KillSignal", "SIGTERM"), ("TimeoutStopSec", "15"), ("StateDirectory", "hedgeflow"),
                ("WorkingDirectory", "/var/lib/hedgeflow"), ("ProtectSystem", "strict"), ("ProtectHome", "yes"), ("NoNewPrivileges", "yes"), ("CapabilityBoundingSet", "")])
            {
                Assert.AreEqual(value, unit["Service", key], $"{program.Name} {key}");
            }

            Assert.AreEqual("hedge.target", unit["Install", "WantedBy"]);
            Assert.AreEqual(program.Command != "dashboard", unit["Service", "EnvironmentFile"] is not null, "the page gets no credentials");
            Assert.AreEqual(program.Command != "dashboard", unit["Service", "WatchdogSec"] is not null);
        }
    }

    [TestMethod]
    public void The_container_runs_the_command_as_somebody_else_than_root()
    {
        string[] lines = File.ReadAllLines(Ops("container/Containerfile"));
        CollectionAssert.Contains(lines, "ENTRYPOINT [\"/opt/hedgeflow/hedgeflow\"]");
        CollectionAssert.Contains(lines, "CMD [\"run\", \"executor\"]");
        string user = lines.Last(line => line.StartsWith("USER ", StringComparison.Ordinal))[5..];
        Assert.IsTrue(int.Parse(user, System.Globalization.CultureInfo.InvariantCulture) > 0);
        string[] ignored = File.ReadAllLines(Path.Combine(Repository.Root, ".dockerignore"));
        CollectionAssert.IsSubsetOf((string[])["**/.env", "config/firebase_creds.json", "logs/"], ignored);
    }

    [TestMethod]
    [DataRow("ops/hedgeflow.env")]
    [DataRow("docs/operations.md")]
    [DataRow("ops/supervisor/hedgeflow.conf")]
    public void Every_variable_that_is_named_is_one_that_the_code_reads(string file)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, file));
        string[] unknown = [.. VariableName().Matches(text).Select(match => match.Value).Distinct()
            .Where(name => !Sources.Contains($"\"{name}\"", StringComparison.Ordinal))];
        Assert.IsEmpty(unknown, string.Join(", ", unknown));
    }

    [TestMethod]
    public void Every_command_on_the_operators_page_is_one_that_exists()
    {
        string[] commands = [.. CommandLine().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"))).Select(match => match.Groups[1].Value.Trim())];
        Assert.IsGreaterThan(10, commands.Length);
        foreach (string command in commands)
        {
            ParseResult parsed = Root.Parse(command);
            Assert.IsEmpty(parsed.Errors, $"{command}: {string.Join("; ", parsed.Errors.Select(error => error.Message))}");
        }
    }

    private static string Ops(string file) => Path.Combine(Repository.Root, "ops", file);

    private static void AssertRuns(string command, DeskProgram program)
    {
        Assert.AreEqual($"{App}run {program.Command}", command);
        Assert.IsEmpty(Root.Parse(command[App.Length..]).Errors, command);
    }

    [GeneratedRegex(@"\b(?:[A-Z][A-Z0-9]*_[A-Z0-9_]+|ENV)\b(?!\.)")]
    private static partial Regex VariableName();

    /// <summary>The command of a line of a code block, up to a comment, a pipe or a redirection.</summary>
    [GeneratedRegex(@"(?m)^ {4}(?:.*[|;] *)?(?:sudo (?:-u \w+ )?)?hedgeflow ([a-z][^#|&>\n]*)")]
    private static partial Regex CommandLine();
}
