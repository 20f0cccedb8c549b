using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace HedgeFlow.Host.Dashboard;

/// <summary>
/// Answers of the page: GET and HEAD of a fixed list of paths, 404 and 405 for everything else. Every answer carries the strict
/// headers. Source: services contract, single page.
/// </summary>
internal sealed class DashboardEndpoints(Board board, StateFeed feed, DashboardOptions options)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Json = "application/json; charset=utf-8";

    private static readonly HashSet<string> Paths = [.. PageAssets.Paths, "/api/state", "/api/health", "/api/events", "/api/stream"];

    public async Task HandleAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers["X-Frame-Options"] = "DENY";
        string path = context.Request.Path.Value ?? "";
        if (!HostAllowed(context.Request.Host.Host))
        {
            await FailAsync(context, StatusCodes.Status421MisdirectedRequest, "host not served here");
        }
        else if (!Paths.Contains(path))
        {
            await FailAsync(context, StatusCodes.Status404NotFound, "not found");
        }
        else if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            response.Headers.Allow = "GET, HEAD";
            await FailAsync(context, StatusCodes.Status405MethodNotAllowed, "read only");
        }
        else
        {
            await AnswerAsync(context, path);
        }
    }

    private async Task AnswerAsync(HttpContext context, string path)
    {
        switch (path)
        {
            case "/api/state":
                await WriteAsync(context, board.State(), Json);
                break;
            case "/api/health":
                (bool readable, byte[] health) = board.Health();
                context.Response.StatusCode = readable ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
                await WriteAsync(context, health, Json);
                break;
            case "/api/events":
                await EventsAsync(context);
                break;
            case "/api/stream":
                await StreamAsync(context);
                break;
            default:
                (byte[] body, string type) = PageAssets.Of(path);
                await WriteAsync(context, body, type);
                break;
        }
    }

    private async Task EventsAsync(HttpContext context)
    {
        string? limit = context.Request.Query["limit"];
        int rows = 100;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out rows) || rows is < 1 or > EventTail.MaxRows))
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, "limit is 1 to 500");
        }
        else if (EventTail.Resolve(context.Request.Query["file"]) is { } file)
        {
            await WriteAsync(context, board.Events(file, rows), Json);
        }
        else
        {
            await FailAsync(context, StatusCodes.Status404NotFound, "no such log");
        }
    }

    private async Task StreamAsync(HttpContext context)
    {
        if (feed.Full)
        {
            await FailAsync(context, StatusCodes.Status503ServiceUnavailable, "too many pages: poll instead");
            return;
        }

        context.Response.ContentType = "text/event-stream";
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        try
        {
            await foreach (byte[] frame in feed.ReadAsync(context.RequestAborted))
            {
                await context.Response.Body.WriteAsync(frame, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed.
        }
    }

    /// <summary>Names that reach this machine only: a name somebody else controls could otherwise read the page from a browser.</summary>
    private bool HostAllowed(string host) =>
        options.Bind is not null || host is "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    private static Task FailAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, System.Text.Encoding.UTF8.GetBytes($"{{\"error\":\"{message}\"}}"), Json);
    }

    private static async Task WriteAsync(HttpContext context, byte[] body, string type)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}
