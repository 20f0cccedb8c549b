using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// <c>execution_health.json</c>: the router in total, the risk mode, every error, every symbol. Source: state contract, execution_health.
/// </summary>
public sealed record ExecutionHealthState
{
    public static StateSurface<ExecutionHealthState> Surface { get; } =
        new("execution_health", "execution_health.json", ExecutionHealthStateJson.Default.ExecutionHealthState);

    public string Schema { get; init; } = "execution_health_v1";

    /// <summary>Over all symbols.</summary>
    public required SymbolHealth.RouterPart Router { get; init; }

    public required RiskBlock Risk { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<ErrorRow> Errors { get; init; }

    /// <summary>Epoch seconds.</summary>
    [Finite]
    public required double UpdatedTs { get; init; }

    public required IReadOnlyList<SymbolHealth> Symbols { get; init; }

    public string Type { get; init; } = "execution_health";

    public string Context { get; init; } = "executor";

    /// <summary>Mode, severity of the drawdown, every flag raised for a symbol, every symbol switched off.</summary>
    public sealed record RiskBlock(string RiskMode, string DdState, IReadOnlyList<string> RiskFlags, IReadOnlyList<string> DisabledSymbols);

    /// <summary>Errors of one component; no symbol = the whole process. Times in epoch seconds.</summary>
    public sealed record ErrorRow(string Component, string? Symbol, int Count, double Ts, string? Message, string? Classification);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(ExecutionHealthState))]
internal sealed partial class ExecutionHealthStateJson : JsonSerializerContext;
