using System.Globalization;
using HedgeFlow.Adapters.Exchange;
using HedgeFlow.Host.Commands;
using HedgeFlow.Host.Commands.Probes;
using HedgeFlow.Host.Settings;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Adapters.Exchange;

/// <summary>The two commands that ask the exchange, against a server on loopback.</summary>
[TestClass]
public sealed class ExchangeCommandTests
{
    private const string Key = "KeyOfATestThatIsLongEnoughToBeFound";
    private const string Secret = "SecretOfATestThatIsLongEnoughToBeFound";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public async Task A_ping_that_is_answered_is_0_and_carries_no_key()
    {
        await using StubExchange exchange = await StubExchange.StartAsync(_ => (200, "{}"));
        (int code, string output) = await PingAsync(exchange.Address);
        Assert.AreEqual(0, code, output);
        StringAssert.Contains(output, "ping       200");
        Assert.AreEqual(("/fapi/v1/ping", null), exchange.Requests.Single());
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    [DataRow(503, "exchange_server", "later")]
    [DataRow(418, "rate_limit", "wait")]
    [DataRow(451, "http_error", "place")]
    [DataRow(302, "http_error", "BINANCE_BASE_URL", DisplayName = "a redirect is not followed")]
    public async Task A_ping_that_is_refused_is_1_with_a_hint(int status, string category, string hint)
    {
        await using StubExchange exchange = await StubExchange.StartAsync(_ => (status, "http://127.0.0.1:1/elsewhere"));
        (int code, string output) = await PingAsync(exchange.Address);
        Assert.AreEqual(1, code);
        StringAssert.Contains(output, $"ping       {status} {category}");
        StringAssert.Contains(output, hint);
        Assert.HasCount(1, exchange.Requests);
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public async Task No_connection_and_no_answer_in_time_are_1()
    {
        (int refused, string closed) = await PingAsync(new Uri("http://127.0.0.1:1"));
        Assert.AreEqual(1, refused);
        StringAssert.Contains(closed, "no answer network");
        await using StubExchange silent = await StubExchange.StartAsync(_ => null);
        using var output = new StringWriter();
        Assert.AreEqual(1, await ExchangeProbe.RunAsync(silent.Address, TimeSpan.FromMilliseconds(200), output, CancellationToken.None));
        StringAssert.Contains(output.ToString(), "no answer network");
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public async Task Good_credentials_are_0_and_the_calls_are_signed_by_the_exchanges_clock()
    {
        long server = DateTimeOffset.UnixEpoch.AddDays(20_000).ToUnixTimeMilliseconds();
        await using StubExchange exchange = await StubExchange.StartAsync(request => (200, request.Path.Value switch
        {
            ExchangeReader.Time => string.Create(CultureInfo.InvariantCulture, $"{{\"serverTime\":{server}}}"),
            ExchangeReader.HedgeMode => "{\"dualSidePosition\":false}",
            _ => "{\"totalWalletBalance\":\"123456.78\"}",
        }));
        (int code, string output) = await AuthAsync(exchange.Address, Key, Secret);
        Assert.AreEqual(0, code, output);
        StringAssert.Contains(output, "one-way");
        StringAssert.Contains(output, "synchronise");
        Assert.DoesNotContain("123456", output, "nothing of the account is shown");
        CollectionAssert.AreEqual(
            new[] { ExchangeReader.Time, ExchangeReader.Account, ExchangeReader.HedgeMode },
            exchange.Requests.Select(request => request.PathAndQuery.Split('?')[0]).ToArray());
        Assert.IsNull(exchange.Requests[0].Key);
        foreach ((string request, string? key) in exchange.Requests.Skip(1))
        {
            Assert.AreEqual(Key, key);
            string query = request.Split('?')[1];
            int end = query.IndexOf("&signature=", StringComparison.Ordinal);
            Assert.AreEqual(RequestSignature.Of(query[..end], Secret), query[(end + "&signature=".Length)..]);
            StringAssert.StartsWith(query, "recvWindow=10000&timestamp=");
            long stamp = long.Parse(query[..end].Split('=')[^1], CultureInfo.InvariantCulture);
            Assert.IsLessThan(60_000, Math.Abs(stamp - server), "the exchange's time, not this machine's");
        }
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    [DataRow(401, "{\"code\":-2015,\"msg\":\"Invalid API-key KEY, secret SECRET\"}", 2, "401 auth (code -2015)", "permission")]
    [DataRow(400, "{\"code\":-2014,\"msg\":\"API-key format invalid.\"}", 2, "400 auth (code -2014)", "permission")]
    [DataRow(400, "{\"code\":-1021,\"msg\":\"outside of recvWindow\"}", 1, "400 bad_request (code -1021)", "synchronise")]
    [DataRow(400, "{\"code\":-1022,\"msg\":\"Signature\"}", 1, "400 bad_request (code -1022)", "belong together")]
    [DataRow(429, "{\"code\":-1003,\"msg\":\"Too many requests\"}", 1, "429 rate_limit (code -1003)", "wait")]
    [DataRow(500, "<html>", 1, "500 exchange_server", "later")]
    public async Task Refused_credentials_are_2_other_failures_1_and_the_exchanges_words_are_not_repeated(int status, string body, int expected, string outcome, string hint)
    {
        await using StubExchange exchange = await StubExchange.StartAsync(request => request.Path == ExchangeReader.Time
            ? (200, string.Create(CultureInfo.InvariantCulture, $"{{\"serverTime\":{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}}}"))
            : (status, body.Replace("KEY", Key, StringComparison.Ordinal).Replace("SECRET", Secret, StringComparison.Ordinal)));
        (int code, string output) = await AuthAsync(exchange.Address, Key, Secret);
        Assert.AreEqual(expected, code, output);
        StringAssert.Contains(output, outcome);
        StringAssert.Contains(output, hint);
        foreach (string secret in (string[])[Key, Secret, Key[..6], Secret[..6], "Invalid API-key", "signature="])
        {
            Assert.DoesNotContain(secret, output);
        }
    }

    [TestMethod]
    [DataRow(null, Secret)]
    [DataRow(Key, null)]
    [DataRow(Key, "short")]
    [DataRow(Key, "31charactersareNotEnoughForOne!")]
    public async Task Without_a_key_or_with_a_short_secret_nothing_is_asked(string? key, string? secret)
    {
        await using StubExchange exchange = await StubExchange.StartAsync(_ => (200, "{}"));
        (int code, string output) = await AuthAsync(exchange.Address, key, secret);
        Assert.AreEqual(2, code, output);
        Assert.IsEmpty(exchange.Requests);
    }

    [TestMethod]
    public void The_signature_is_the_one_of_the_exchanges_own_example() => Assert.AreEqual(
        "3c661234138461fcc7a7d8746c6558c9842d4e10870d2ecbedf7777cad694af9",
        RequestSignature.Of(
            "symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=9000&timeInForce=GTC&recvWindow=5000&timestamp=1591702613943",
            "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9"));

    [TestMethod]
    public void A_query_of_its_own_stands_before_window_and_time() =>
        StringAssert.StartsWith(RequestSignature.Sign("symbol=BTCUSDT", 1764000000000, Secret), "symbol=BTCUSDT&recvWindow=10000&timestamp=1764000000000&signature=");

    [TestMethod]
    [DataRow(false, null, "https://fapi.binance.com/")]
    [DataRow(true, null, "https://testnet.binancefuture.com/")]
    [DataRow(true, "http://127.0.0.1:8080", "http://127.0.0.1:8080/")]
    [DataRow(false, "https://proxy.example/binance", "https://proxy.example/binance")]
    public void The_account_names_the_host_unless_another_one_is_given(bool testnet, string? other, string expected) =>
        Assert.AreEqual(expected, ExchangeAddress.Of(testnet, name => name == ExchangeAddress.Override ? other : null).AbsoluteUri);

    [TestMethod]
    [DataRow("http://exchange.example")]
    [DataRow("ftp://127.0.0.1")]
    [DataRow("https://user:word@exchange.example")]
    [DataRow("nonsense")]
    public void A_key_goes_nowhere_unencrypted(string other) =>
        Assert.ThrowsExactly<ArgumentException>(() => ExchangeAddress.Of(false, _ => other));

    private static async Task<(int Code, string Output)> PingAsync(Uri address)
    {
        using var output = new StringWriter();
        return (await ExchangeProbe.RunAsync(address, Patience, output, CancellationToken.None), output.ToString());
    }

    private static async Task<(int Code, string Output)> AuthAsync(Uri address, string? key, string? secret)
    {
        using var folder = new TemporaryFolder();
        var variables = new Dictionary<string, string> { [ExchangeAddress.Override] = address.AbsoluteUri };
        if (key is not null)
        {
            variables["BINANCE_API_KEY"] = key;
        }

        if (secret is not null)
        {
            variables["BINANCE_API_SECRET"] = secret;
        }

        EngineSettings settings = SettingsOf.Live(folder.Path) with { Environment = new EnvironmentReader(variables) };
        using var output = new StringWriter();
        return (await DoctorAuthCommand.RunAsync(settings, Patience, output, CancellationToken.None), output.ToString());
    }
}
