using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Configuration;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Gate;
using HedgeFlow.Stages.Risk;

namespace HedgeFlow.Host.Commands.Probes;

/// <summary><c>hedgeflow probe screener</c>: would the pre-trade gate let an order through on an empty book? One JSON line per symbol.</summary>
internal static class ScreenerProbe
{
    private static readonly JsonSerializerOptions Line = new() { Encoder = OutputJson.Encoder };

    public static Command Create(CommonOptions common)
    {
        var symbols = new Argument<string[]>("symbols") { Description = "Symbols to ask for", Arity = ArgumentArity.OneOrMore };
        var notional = new Option<double?>("--notional") { Description = "USD of the order; PROBE_NOTIONAL, else 10" };
        var leverage = new Option<double?>("--lev") { Description = "Leverage of the order; PROBE_LEV, else 20" };
        var nav = new Option<double?>("--nav") { Description = "NAV of the book in USD; PROBE_NAV, else 1000" };
        var command = new Command("screener", "Ask the pre-trade gate, on an empty book") { symbols, notional, leverage, nav };
        command.SetAction((result, _) => CommandContext.RunAsync(() =>
        {
            EngineSettings settings = EngineSettings.Load(common.Read(result), replay: false);
            ConfigurationSet config = ProbeFiles.Configuration(settings);
            var order = (
                Notional: result.GetValue(notional) ?? settings.Environment.Number("PROBE_NOTIONAL", 10, min: 0),
                Leverage: result.GetValue(leverage) ?? settings.Environment.Number("PROBE_LEV", 20, min: 0),
                Nav: result.GetValue(nav) ?? settings.Environment.Number("PROBE_NAV", 1000, min: 0));
            CommandContext.Warn(settings);
            foreach (string symbol in result.GetValue(symbols)!)
            {
                Console.WriteLine(Ask(settings, config, symbol.Trim().ToUpperInvariant(), order.Notional, order.Leverage, order.Nav).ToJsonString(Line));
            }

            return Task.FromResult(ExitCodes.Success);
        }));
        return command;
    }

    private static JsonObject Ask(EngineSettings settings, ConfigurationSet config, string symbol, double notional, double leverage, double nav)
    {
        using var book = new GateBook(new ReturnBook(config.Advanced))
        {
            NavTotal = nav,
            NavAgeSeconds = 0,
            NavSourcesOk = true,
            DryRun = settings.DryRun,
            Testnet = settings.Testnet,
            KillSwitch = settings.Environment.Flag("KILL_SWITCH"),
        };
        string? tier = config.Universe.TierOf(symbol);
        var request = new GateRequest
        {
            Symbol = symbol,
            Side = "BUY",
            RequestedNotional = notional,
            OpenQty = 0,
            Leverage = leverage,
            OpenPositionsCount = 0,
            TierName = tier,
            TierGrossNotional = 0,
            SymbolGrossNotional = 0,
            PortfolioGrossNotional = 0,
        };
        var rules = new GateRules(config.Limits, config.Universe.Set, config.Groups, config.Advanced);
        GateDecision decision = PreTradeGate.Evaluate(request, book, rules, new GateState(), TimeProvider.System.EpochSeconds());
        return new JsonObject
        {
            ["symbol"] = symbol,
            ["tier"] = tier,
            ["would_emit"] = decision.Allowed,
            ["reasons"] = new JsonArray([.. decision.Reasons.ToArray().Select(reason => (JsonNode?)JsonValue.Create(reason))]),
            ["ob"] = null,
            ["max_concurrent_positions"] = config.Limits.MaxConcurrentPositions,
        };
    }
}
