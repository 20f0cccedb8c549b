using System.CommandLine;

namespace HedgeFlow.Host.Commands;

/// <summary>The command line: <c>hedgeflow &lt;command&gt;</c>.</summary>
internal static class HedgeFlowCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        RootCommand root = Create();
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

    public static RootCommand Create()
    {
        var root = new RootCommand("HedgeFlow: dataflow pipeline engine for a crypto-futures hedge book");
        var common = new CommonOptions();
        common.AddTo(root);
        root.Subcommands.Add(RunCommand.Create(common));
        root.Subcommands.Add(DemoCommand.Create(common));
        root.Subcommands.Add(ReplayCommand.Create(common));
        root.Subcommands.Add(GraphCommand.Create());
        root.Subcommands.Add(TopCommand.Create());
        root.Subcommands.Add(DoctorCommand.Create(common));
        root.Subcommands.Add(PreflightCommand.Create(common));
        root.Subcommands.Add(SchemaCommand.Create());
        return root;
    }
}
