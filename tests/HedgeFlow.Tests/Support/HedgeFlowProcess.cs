using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace HedgeFlow.Tests.Support;

/// <summary>The built command as a process of its own, with an environment that holds nothing of the test's.</summary>
internal sealed class HedgeFlowProcess : IDisposable
{
    private static readonly string[] Inherited = ["PATH", "HOME", "DOTNET_ROOT", "TMPDIR", "LANG"];

    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    public HedgeFlowProcess(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "HedgeFlow.Host.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (string name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                start.Environment[name] = value;
            }
        }

        start.Environment["NO_COLOR"] = "1";
        foreach (KeyValuePair<string, string> variable in environment)
        {
            start.Environment[variable.Key] = variable.Value;
        }

        Process = Process.Start(start)!;
        Process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        Process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        Process.BeginOutputReadLine();
        Process.BeginErrorReadLine();
    }

    public Process Process { get; }

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    /// <summary>Runs to its end and gives the exit code.</summary>
    public static (int Code, string Output, string Errors) Run(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = new HedgeFlowProcess(environment, arguments);
        return (process.Wait(), process.Output, process.Errors);
    }

    public static (int Code, string Output, string Errors) Run(params string[] arguments) => Run(new Dictionary<string, string>(), arguments);

    public int Wait(int seconds = 120)
    {
        if (!Process.WaitForExit(TimeSpan.FromSeconds(seconds)))
        {
            Process.Kill(entireProcessTree: true);
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"still running after {seconds} s\n{Output}\n{Errors}"));
        }

        Process.WaitForExit();
        return Process.ExitCode;
    }

    /// <summary>SIGKILL: no handler runs.</summary>
    public void Kill()
    {
        Process.Kill();
        Process.WaitForExit();
    }

    /// <summary>SIGTERM, as a supervisor sends it.</summary>
    public void Terminate()
    {
        using Process kill = Process.Start("kill", ["-TERM", Process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill(entireProcessTree: true);
        }

        Process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.AppendLine(line);
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
