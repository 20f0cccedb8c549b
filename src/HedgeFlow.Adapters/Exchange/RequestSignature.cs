using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HedgeFlow.Adapters.Exchange;

/// <summary>The query of a signed call: its own part in the order given, the window, the time, then the signature over all of it.</summary>
internal static class RequestSignature
{
    /// <summary>Milliseconds that a request may be under way before the exchange refuses it.</summary>
    public const int ReceiveWindow = 10_000;

    /// <param name="query">The call's own parameters, encoded, without <c>?</c>; "" = none.</param>
    /// <param name="epochMilliseconds">Time by the exchange's clock.</param>
    /// <param name="secret">Secret of the account.</param>
    public static string Sign(string query, long epochMilliseconds, string secret)
    {
        string signed = string.Create(CultureInfo.InvariantCulture, $"{query}{(query.Length > 0 ? "&" : "")}recvWindow={ReceiveWindow}&timestamp={epochMilliseconds}");
        return $"{signed}&signature={Of(signed, secret)}";
    }

    /// <summary>HMAC-SHA256 as lower-case hex.</summary>
    public static string Of(string text, string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
}
