using System.CommandLine;
using HedgeFlow.Dataflow;
using HedgeFlow.Host.Composition;

namespace HedgeFlow.Host.Commands;

/// <summary><c>hedgeflow graph</c>: the built graph with its edges and capacities.</summary>
internal static class GraphCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("pipeline") { Description = "Which graph", DefaultValueFactory = _ => "executor", Arity = ArgumentArity.ZeroOrOne };
        name.AcceptOnlyFromAmong([.. PipelineCatalog.Names]);
        var format = new Option<string>("--format") { Description = "text for the terminal, mermaid for documents", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "mermaid");
        var command = new Command("graph", "Print a pipeline: stages, edges, capacities") { name, format };
        command.SetAction(result =>
        {
            PipelineMap map = PipelineCatalog.Map(result.GetValue(name)!);
            Console.WriteLine(result.GetValue(format) == "mermaid" ? map.ToMermaid() : map.ToText());
            return ExitCodes.Success;
        });
        return command;
    }
}
