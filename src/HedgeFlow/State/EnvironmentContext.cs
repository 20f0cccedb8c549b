using System.Text.Json.Serialization;

namespace HedgeFlow.State;

/// <summary>The three environment values that a surface may show, as trimmed text. Source: services contract, flags.</summary>
public sealed record EnvironmentContext
{
    /// <summary><c>ENV</c>, else <c>ENVIRONMENT</c>; "" when neither is set.</summary>
    [JsonPropertyName("ENV")]
    public string Env { get; init; } = "";

    /// <summary><c>0</c> when blank or unset.</summary>
    [JsonPropertyName("DRY_RUN")]
    public string DryRun { get; init; } = "0";

    /// <summary><c>0</c> when blank or unset.</summary>
    [JsonPropertyName("BINANCE_TESTNET")]
    public string Testnet { get; init; } = "0";

    public static EnvironmentContext FromEnvironment(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return new EnvironmentContext
        {
            Env = Trimmed("ENV") is { Length: > 0 } env ? env : Trimmed("ENVIRONMENT"),
            DryRun = Trimmed("DRY_RUN") is { Length: > 0 } dryRun ? dryRun : "0",
            Testnet = Trimmed("BINANCE_TESTNET") is { Length: > 0 } testnet ? testnet : "0",
        };

        string Trimmed(string name) => variable(name)?.Trim() ?? "";
    }
}
