using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>The six feature flags, in the order every surface lists them. Source: services contract, flags.</summary>
public sealed record V6Flags
{
    /// <summary>Environment variables of the flags; names are case-sensitive.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "INTEL_V6_ENABLED",
        "RISK_ENGINE_V6_ENABLED",
        "PIPELINE_V6_SHADOW_ENABLED",
        "ROUTER_AUTOTUNE_V6_ENABLED",
        "FEEDBACK_ALLOCATOR_V6_ENABLED",
        "ROUTER_AUTOTUNE_V6_APPLY_ENABLED",
    ];

    /// <summary>Expectancy, scores, autotune, allocator.</summary>
    [JsonPropertyName("INTEL_V6_ENABLED")]
    public bool Intel { get; init; }

    /// <summary>Live orders go through the risk engine.</summary>
    [JsonPropertyName("RISK_ENGINE_V6_ENABLED")]
    public bool RiskEngine { get; init; }

    /// <summary>Shadow runs and their heartbeat.</summary>
    [JsonPropertyName("PIPELINE_V6_SHADOW_ENABLED")]
    public bool Shadow { get; init; }

    /// <summary>Router policy suggestions.</summary>
    [JsonPropertyName("ROUTER_AUTOTUNE_V6_ENABLED")]
    public bool RouterAutotune { get; init; }

    /// <summary>Risk allocation suggestions.</summary>
    [JsonPropertyName("FEEDBACK_ALLOCATOR_V6_ENABLED")]
    public bool FeedbackAllocator { get; init; }

    /// <summary>Suggestions are applied in the router.</summary>
    [JsonPropertyName("ROUTER_AUTOTUNE_V6_APPLY_ENABLED")]
    public bool AutotuneApply { get; init; }

    /// <summary>All six on: the demo.</summary>
    public static V6Flags AllOn { get; } = From(_ => true);

    /// <summary>From environment variables; a missing or unreadable one is off.</summary>
    public static V6Flags FromEnvironment(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return From(name => Coerce.FlagInText(variable(name)));
    }

    /// <summary>From a document; anything but a JSON boolean is off.</summary>
    public static V6Flags FromDocument(JsonNode? flags) => From(name => flags is JsonObject map && Coerce.Boolean(map[name]) == true);

    /// <summary>The line that is logged at start.</summary>
    public string LogLine(EnvironmentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var line = new StringBuilder("[v6] flags");
        bool[] values = [Intel, RiskEngine, Shadow, RouterAutotune, FeedbackAllocator, AutotuneApply];
        for (int i = 0; i < values.Length; i++)
        {
            line.Append(' ').Append(Names[i]).Append('=').Append(values[i] ? '1' : '0');
        }

        Append(line, "ENV", context.Env);
        Append(line, "DRY_RUN", context.DryRun);
        Append(line, "BINANCE_TESTNET", context.Testnet);
        return line.ToString();
    }

    private static V6Flags From(Func<string, bool> flag) => new()
    {
        Intel = flag(Names[0]),
        RiskEngine = flag(Names[1]),
        Shadow = flag(Names[2]),
        RouterAutotune = flag(Names[3]),
        FeedbackAllocator = flag(Names[4]),
        AutotuneApply = flag(Names[5]),
    };

    private static void Append(StringBuilder line, string name, string value)
    {
        if (value.Length > 0)
        {
            line.Append(' ').Append(name).Append('=').Append(value);
        }
    }
}
