using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>What an exchange error is and whether asking again may help. Source: services contract, error classes.</summary>
/// <param name="Category"><c>network, rate_limit, auth, exchange_server, bad_request, http_error</c> or <c>unknown</c>.</param>
/// <param name="Retriable">The same request may succeed later.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">The exchange's own code.</param>
/// <param name="Message">The exchange's words, else those of the exception.</param>
public sealed record ExchangeErrorClass(string Category, bool Retriable, int? Status, long? Code, string? Message)
{
    /// <param name="kind">Where it came from.</param>
    /// <param name="status">HTTP status, null = none.</param>
    /// <param name="body">The parsed answer, members <c>code</c> and <c>msg</c>; null = none.</param>
    /// <param name="message">Text of the exception.</param>
    public static ExchangeErrorClass Of(ExchangeErrorKind kind, int? status, JsonNode? body, string? message)
    {
        var answer = body as JsonObject;
        long? code = Coerce.Integer(answer?["code"]);
        string category = Categorize(kind, status, code);
        return new ExchangeErrorClass(
            category, category is "network" or "rate_limit" or "exchange_server", status, code, Coerce.Text(answer?["msg"]) ?? message);
    }

    /// <summary>As the <c>classification</c> member of an order error.</summary>
    public JsonObject ToJson() => new()
    {
        ["category"] = Category,
        ["retriable"] = Retriable,
        ["status"] = Status,
        ["code"] = Code,
        ["message"] = Message,
    };

    private static string Categorize(ExchangeErrorKind kind, int? status, long? code)
    {
        if (kind is ExchangeErrorKind.Network or ExchangeErrorKind.Timeout)
        {
            return "network";
        }

        if (status is 418 or 429 || code is -1003 or -1015)
        {
            return "rate_limit";
        }

        if (status is 401 or 403 || code is -2014 or -2015 or -4061 or -4065)
        {
            return "auth";
        }

        if (status >= 500)
        {
            return "exchange_server";
        }

        if (status is 400 or 409 or 422 || code is -1102 or -1111 or -2010 or -2011 or -2019)
        {
            return "bad_request";
        }

        return status >= 300 ? "http_error" : "unknown";
    }
}
