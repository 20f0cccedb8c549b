namespace HedgeFlow.Adapters.Exchange;

/// <summary>Where the REST interface of the USD-M futures exchange is. Source: services contract, exchange snapshot.</summary>
public static class ExchangeAddress
{
    /// <summary>Variable that names another host: a proxy, a test.</summary>
    public const string Override = "BINANCE_BASE_URL";

    private static readonly Uri Production = new("https://fapi.binance.com");
    private static readonly Uri Testnet = new("https://testnet.binancefuture.com");

    /// <param name="testnet">The account is one of the testnet.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="ArgumentException">The override is no address, or one to which a key would go unencrypted.</exception>
    public static Uri Of(bool testnet, Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (variable(Override) is not { Length: > 0 } text)
        {
            return testnet ? Testnet : Production;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? address
            : throw new ArgumentException($"{Override} is no usable address: give https://HOST, or http:// on the loopback address");
    }
}
