using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Ops;

/// <summary>
/// A supervisord with the shipped configuration: its paths moved into a folder of the test, the user left out, a free port for the
/// page. What happened is read from its log, as an operator would.
/// </summary>
internal sealed class Supervised : IDisposable
{
    private static readonly string[] Inherited = ["PATH", "HOME", "DOTNET_ROOT", "LANG"];

    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    /// <param name="settings">The desk's <c>.env</c>.</param>
    /// <param name="programs">Which programs to start.</param>
    /// <param name="port">For the page.</param>
    /// <param name="edit">Last change of a line of the configuration.</param>
    public Supervised(string settings, IEnumerable<DeskProgram> programs, int port, Func<string, string>? edit = null)
    {
        Directory.CreateDirectory(_folder["app"]);
        Directory.CreateDirectory(_folder["out"]);
        File.WriteAllText(_folder["app/.env"], settings);
        File.WriteAllText(_folder["app/hedgeflow"], $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "HedgeFlow.Host.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder["app/hedgeflow"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        string[] names = [.. programs.Select(program => program.Name)];
        File.WriteAllText(Configuration, Own() + string.Join('\n', Shipped(names, port).Select(line => edit?.Invoke(line) ?? line)));
        var start = new ProcessStartInfo("supervisord", ["-n", "-c", Configuration]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path };
        start.Environment.Clear();
        foreach (string name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                start.Environment[name] = value;
            }
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Whether the machine has supervisord.</summary>
    public static bool Present => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "supervisord")));

    /// <summary>What the programs write.</summary>
    public string Logs => _folder["app/logs"];

    public string Log => File.Exists(_folder["supervisord.log"]) ? ReadShared(_folder["supervisord.log"]) : "";

    private string Configuration => _folder["supervisord.conf"];

    /// <summary>Ids of the processes that a program had, oldest first.</summary>
    public int[] Pids(DeskProgram program) =>
        [.. Regex.Matches(Log, $"spawned: '{program.Name}' with pid (\\d+)").Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];

    /// <summary>How often a program has come up.</summary>
    public int Starts(DeskProgram program) => Regex.Count(Log, $"success: {program.Name} entered RUNNING state");

    /// <summary>Everything that a program printed.</summary>
    public string Printed(DeskProgram program) => string.Concat(
        ((string[])["out", "err"]).Select(stream => _folder[$"out/{program.Name}.{stream}.log"]).Where(File.Exists).Select(ReadShared));

    public string Control(params string[] arguments)
    {
        using var control = Process.Start(new ProcessStartInfo("supervisorctl", ["-c", Configuration, .. arguments]) { RedirectStandardOutput = true })!;
        string output = control.StandardOutput.ReadToEnd();
        control.WaitForExit();
        return output;
    }

    public static void Signal(string signal, int pid)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", pid.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>SIGTERM to supervisord: it stops every program and ends.</summary>
    public void Stop()
    {
        Signal("TERM", _process.Id);
        Assert.IsTrue(_process.WaitForExit(TimeSpan.FromSeconds(30)), $"supervisord did not end\n{Log}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Signal("TERM", _process.Id);
            if (!_process.WaitForExit(TimeSpan.FromSeconds(20)))
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
        _folder.Dispose();
    }

    private static string ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }

    private string Own() => $"""
        [unix_http_server]
        file={_folder["s.sock"]}
        [supervisord]
        logfile={_folder["supervisord.log"]}
        pidfile={_folder["supervisord.pid"]}
        childlogdir={_folder["out"]}
        [rpcinterface:supervisor]
        supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
        [supervisorctl]
        serverurl=unix://{_folder["s.sock"]}

        """;

    private IEnumerable<string> Shipped(string[] names, int port)
    {
        bool wanted = true;
        foreach (string line in File.ReadLines(Path.Combine(Repository.Root, "ops", "supervisor", "hedgeflow.conf")))
        {
            if (line.StartsWith("[program:", StringComparison.Ordinal))
            {
                wanted = names.Contains(line["[program:".Length..^1]);
            }
            else if (line.StartsWith("[group:", StringComparison.Ordinal))
            {
                wanted = true;
            }

            if (wanted && !line.StartsWith("user=", StringComparison.Ordinal))
            {
                yield return line.StartsWith("programs=", StringComparison.Ordinal)
                    ? $"programs={string.Join(',', names)}"
                    : line.Replace("/opt/hedgeflow", _folder["app"], StringComparison.Ordinal)
                        .Replace("/var/log/hedgeflow", _folder["out"], StringComparison.Ordinal)
                        .Replace("run dashboard", $"run dashboard --port {port}", StringComparison.Ordinal);
            }
        }
    }
}
