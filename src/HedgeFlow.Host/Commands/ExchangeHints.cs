using HedgeFlow.Adapters.Exchange;
using HedgeFlow.Stages.Executor.Orders;

namespace HedgeFlow.Host.Commands;

/// <summary>What a person can do about an answer of the exchange. Words of ours only: the exchange's own text may repeat a request.</summary>
internal static class ExchangeHints
{
    private const long ClockIsOff = -1021;
    private const long BadSignature = -1022;

    /// <summary>Status, class and the exchange's own code.</summary>
    public static string Outcome(ExchangeReply reply) => reply.Error is not { } error
        ? $"{reply.Status}"
        : $"{(reply.Status is { } status ? $"{status}" : "no answer")} {error.Category}{(error.Code is { } code ? $" (code {code})" : "")}";

    public static string Of(ExchangeErrorClass error) => error switch
    {
        { Code: ClockIsOff } => "the clock of this machine is off: synchronise it",
        { Code: BadSignature } => "key and secret do not belong together: copy both again",
        { Category: "network" } => "no answer: check the network, a proxy, BINANCE_BASE_URL",
        { Category: "rate_limit" } => "too many requests from this address: wait some minutes",
        { Category: "auth" } => "refused: check the key, its permission for futures, its list of addresses, and BINANCE_TESTNET",
        { Category: "exchange_server" } => "the exchange has trouble: try again later",
        { Status: 451 } => "the exchange does not serve this place",
        _ => "an answer that was not expected: check BINANCE_BASE_URL",
    };
}
