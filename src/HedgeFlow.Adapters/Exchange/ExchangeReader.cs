using System.Net;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Orders;

namespace HedgeFlow.Adapters.Exchange;

/// <summary>
/// Asks the exchange questions that change nothing. One attempt per call, since a person waits for the answer; redirects are never
/// followed, because the key would go with them. Source: services contract, exchange snapshot.
/// </summary>
public sealed class ExchangeReader : IDisposable
{
    public const string Ping = "/fapi/v1/ping";
    public const string Time = "/fapi/v1/time";
    public const string Account = "/fapi/v2/account";
    public const string HedgeMode = "/fapi/v1/positionSide/dual";

    private const int LargestAnswer = 4 << 20;

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    /// <param name="address">Where the exchange is.</param>
    /// <param name="timeout">Longest time of one call.</param>
    /// <param name="time">Clock of the signatures.</param>
    public ExchangeReader(Uri address, TimeSpan timeout, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(address);
        _time = time;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.GZip, ConnectTimeout = timeout })
        {
            BaseAddress = new Uri(address.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = timeout,
            MaxResponseContentBufferSize = LargestAnswer,
        };
    }

    /// <summary>Milliseconds that the exchange's clock is ahead of this machine's, from the last <see cref="SetClockAsync"/>.</summary>
    public long ClockOffset { get; private set; }

    /// <summary>A call that needs no key.</summary>
    public Task<ExchangeReply> GetAsync(string path, CancellationToken stop) => SendAsync(path, null, stop);

    /// <summary>Asks for the exchange's time, which signatures then carry.</summary>
    public async Task<ExchangeReply> SetClockAsync(CancellationToken stop)
    {
        ExchangeReply reply = await GetAsync(Time, stop).ConfigureAwait(false);
        if (reply.Ok && Coerce.Integer((reply.Body as JsonObject)?["serverTime"]) is { } server)
        {
            ClockOffset = server - _time.GetUtcNow().ToUnixTimeMilliseconds() + (long)(reply.Elapsed.TotalMilliseconds / 2);
        }

        return reply;
    }

    /// <summary>A call in the name of an account.</summary>
    public Task<ExchangeReply> GetSignedAsync(string path, string key, string secret, CancellationToken stop) =>
        SendAsync($"{path}?{RequestSignature.Sign("", _time.GetUtcNow().ToUnixTimeMilliseconds() + ClockOffset, secret)}", key, stop);

    public void Dispose() => _http.Dispose();

    private async Task<ExchangeReply> SendAsync(string pathAndQuery, string? key, CancellationToken stop)
    {
        long start = _time.GetTimestamp();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, pathAndQuery.TrimStart('/'));
            if (key is not null)
            {
                request.Headers.TryAddWithoutValidation("X-MBX-APIKEY", key);
            }

            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, stop).ConfigureAwait(false);
            JsonNode? body = JsonNodes.TryParse(await response.Content.ReadAsByteArrayAsync(stop).ConfigureAwait(false), out bool valid);
            int status = (int)response.StatusCode;
            return new ExchangeReply(
                status,
                valid ? body : null,
                status is >= 200 and < 300 ? null : ExchangeErrorClass.Of(ExchangeErrorKind.Http, status, valid ? body : null, null),
                _time.GetElapsedTime(start));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Failed(ExchangeErrorKind.Timeout, "no answer in time");
        }
        catch (HttpRequestException e)
        {
            return Failed(ExchangeErrorKind.Network, e.HttpRequestError.ToString());
        }
        catch (Exception e) when (e is IOException or FormatException)
        {
            return Failed(ExchangeErrorKind.Network, e.GetType().Name);
        }

        ExchangeReply Failed(ExchangeErrorKind kind, string message) =>
            new(null, null, ExchangeErrorClass.Of(kind, null, null, message), _time.GetElapsedTime(start));
    }
}
