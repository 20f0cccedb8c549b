using System.CommandLine;
using System.CommandLine.Help;
using HedgeFlow.Host.Commands.Probes;

namespace HedgeFlow.Host.Commands;

/// <summary>The command line: <c>hedgeflow &lt;command&gt;</c>.</summary>
internal static class HedgeFlowCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        Command root = Create();
        if (args.Length == 0)
        {
            await root.Parse(["--help"]).InvokeAsync();
            return ExitCodes.Usage;
        }

        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"hedgeflow: {error.Message}");
            }

            await Console.Error.WriteLineAsync("Try 'hedgeflow --help'.");
            return ExitCodes.Usage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }

    public static Command Create()
    {
        // A RootCommand would be called after the assembly; people type the name below.
        var root = new Command("hedgeflow", "Dataflow pipeline engine for a crypto-futures hedge book")
        {
            new HelpOption { Recursive = true },
            new VersionOption(),
        };
        var common = new CommonOptions();
        common.AddTo(root);
        root.Subcommands.Add(RunCommand.Create(common));
        root.Subcommands.Add(DemoCommand.Create(common));
        root.Subcommands.Add(ReplayCommand.Create(common));
        root.Subcommands.Add(GraphCommand.Create());
        root.Subcommands.Add(TopCommand.Create());
        root.Subcommands.Add(DoctorCommand.Create(common));
        root.Subcommands.Add(PreflightCommand.Create(common));
        root.Subcommands.Add(ValidateCommand.Create(common));
        root.Subcommands.Add(SchemaCommand.Create());
        root.Subcommands.Add(ProbeCommand.Create(common));
        root.Subcommands.Add(ReportCommand.Create(common));
        return root;
    }
}
