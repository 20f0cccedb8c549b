using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// Whether anything may be written to the remote mirror: switched on, and in production only with both permissions and never
/// from testnet. Source: services contract, sync guards.
/// </summary>
public static class RemoteWriteGuard
{
    /// <param name="environmentName">Resolved name of the environment.</param>
    /// <param name="variable">Reads an environment variable; null = absent.</param>
    public static bool Allows(string? environmentName, Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (variable("FIRESTORE_ENABLED") is { } enabled && !Coerce.FlagInText(enabled))
        {
            return false;
        }

        return environmentName?.Trim().ToLowerInvariant() != "prod"
            || (Coerce.FlagInText(variable("ALLOW_PROD_WRITE")) && Coerce.FlagInText(variable("ALLOW_PROD_SYNC")) && !Coerce.FlagInText(variable("BINANCE_TESTNET")));
    }
}
