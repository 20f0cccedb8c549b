using System.CommandLine;

namespace HedgeFlow.Host.Commands;

/// <summary>Options that every command takes.</summary>
internal sealed class CommonOptions
{
    public Option<string> Config { get; } = new("--config")
    {
        Description = "Configuration file (config/hedgeflow.json) or the folder that holds it",
        DefaultValueFactory = _ => "config/hedgeflow.json",
        Recursive = true,
        HelpName = "FILE|DIR",
    };

    public Option<string> Logs { get; } = new("--logs")
    {
        Description = "Root of everything that is written",
        DefaultValueFactory = _ => "logs",
        Recursive = true,
        HelpName = "DIR",
    };

    public Option<string?> Book { get; } = new("--book")
    {
        Description = "Book (account): its files go under LOGS/NAME; without it, under LOGS",
        Recursive = true,
        HelpName = "NAME",
    };

    public Option<string> Contract { get; } = new("--contract")
    {
        Description = "Contract profile of what cannot coexist in one file",
        DefaultValueFactory = _ => "superset",
        Recursive = true,
    };

    public CommonOptions() => Contract.AcceptOnlyFromAmong("superset", "v6", "v7-agent", "v7.6");

    public void AddTo(Command root)
    {
        root.Options.Add(Config);
        root.Options.Add(Logs);
        root.Options.Add(Book);
        root.Options.Add(Contract);
    }

    public CommonValues Read(ParseResult result) => new(
        result.GetValue(Config)!, result.GetValue(Logs)!, result.GetValue(Book), result.GetValue(Contract)!);
}
