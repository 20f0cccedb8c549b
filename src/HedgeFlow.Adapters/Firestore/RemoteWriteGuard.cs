using HedgeFlow.Serialization;

namespace HedgeFlow.Adapters.Firestore;

/// <summary>
/// Whether this process may write to the remote. In <c>prod</c> it takes both switches, and a testnet account never writes there;
/// <c>FIRESTORE_ENABLED</c> can only close. Source: services contract, remote guards.
/// </summary>
public static class RemoteWriteGuard
{
    /// <summary>Why writing is not allowed; null when it is. Credentials and run modes are judged elsewhere.</summary>
    /// <param name="environmentName">Resolved name of the environment, any case.</param>
    /// <param name="variable">The raw value of a variable: null when it is not set, "" when it is blank.</param>
    public static string? Refusal(string environmentName, Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(environmentName);
        ArgumentNullException.ThrowIfNull(variable);
        if (variable("FIRESTORE_ENABLED") is { } enabled && !Coerce.FlagInText(enabled))
        {
            return "FIRESTORE_ENABLED is off";
        }

        if (!IsProduction(environmentName))
        {
            return null;
        }

        if (!HoldsBothSwitches(variable))
        {
            return "environment prod needs ALLOW_PROD_WRITE=1 and ALLOW_PROD_SYNC=1";
        }

        return Coerce.FlagInText(variable("BINANCE_TESTNET")) ? "a testnet account never writes into prod" : null;
    }

    public static bool IsProduction(string environmentName) =>
        environmentName?.Trim().Equals("prod", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>True when both production switches are on.</summary>
    public static bool HoldsBothSwitches(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return Coerce.FlagInText(variable("ALLOW_PROD_WRITE")) && Coerce.FlagInText(variable("ALLOW_PROD_SYNC"));
    }
}
