using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HedgeFlow.Domain;

namespace HedgeFlow.State;

/// <summary>
/// Execution health of one symbol, or of the whole book (no symbol: the router part alone). A row of
/// <c>risk_snapshot.json</c> and <c>execution_health.json</c>.
/// </summary>
public sealed record SymbolHealth
{
    public string Schema { get; init; } = "execution_health_v1";

    public string? Symbol { get; init; }

    public required RouterPart Router { get; init; }

    public RiskPart? Risk { get; init; }

    public AtrReading? Vol { get; init; }

    public SizingPart? Sizing { get; init; }

    /// <summary>Component → its errors, those of the whole process included.</summary>
    public IReadOnlyDictionary<string, ErrorCount> Errors { get; init; } = new Dictionary<string, ErrorCount>();

    /// <summary>Part of the health → <c>ok</c>, <c>missing</c> or <c>error</c>.</summary>
    public IReadOnlyDictionary<string, string> Components { get; init; } = new Dictionary<string, string>();

    public EventsBlock Events { get; init; } = new([]);

    /// <summary>Epoch seconds.</summary>
    public double UpdatedTs { get; init; }

    /// <summary>Effectiveness of the router with its warnings, and the policy where the part belongs to a symbol.</summary>
    public sealed record RouterPart
    {
        public double? MakerFillRatio { get; init; }

        public double? FallbackRatio { get; init; }

        [JsonPropertyName("slip_q25")]
        public double? SlipQ25 { get; init; }

        [JsonPropertyName("slip_q50")]
        public double? SlipQ50 { get; init; }

        [JsonPropertyName("slip_q75")]
        public double? SlipQ75 { get; init; }

        [JsonPropertyName("slip_q95")]
        public double? SlipQ95 { get; init; }

        public required IReadOnlyList<string> RouterWarnings { get; init; }

        public IReadOnlyList<string> Warnings => RouterWarnings;

        public double? MakerOffsetBps => Policy?.OffsetBps;

        public string? PolicyQuality => Policy?.Quality;

        public bool? PolicyMakerFirst => Policy?.MakerFirst;

        public string? PolicyTakerBias => Policy?.TakerBias;

        public string? PolicyReason => Policy?.Reason;

        public RouterPolicy? Policy { get; init; }

        /// <summary>The newest routing decision of the symbol, as its order metric carried it.</summary>
        public JsonNode? LastRouteDecision { get; init; }
    }

    /// <summary>Today's loss, Sharpe and the symbol's switch.</summary>
    public sealed record RiskPart
    {
        /// <summary>Percent, a loss is negative.</summary>
        public required double DdTodayPct { get; init; }

        /// <summary><c>normal</c>, <c>cautious</c> or <c>defensive</c>.</summary>
        public required string DdState { get; init; }

        public required IReadOnlyList<string> RiskFlags { get; init; }

        /// <summary><c>unknown</c>, <c>poor</c>, <c>neutral</c> or <c>strong</c>.</summary>
        public required string SharpeState { get; init; }

        /// <summary>The symbol is switched off.</summary>
        public required bool ToggleActive { get; init; }

        /// <summary><c>until</c> and <c>reason</c>, only while switched off.</summary>
        public JsonNode? ToggleMeta { get; init; }
    }

    /// <summary>Multipliers of the position size.</summary>
    public sealed record SizingPart
    {
        [JsonPropertyName("sharpe_7d")]
        public double? Sharpe7d { get; init; }

        public required double SizeMultSharpe { get; init; }

        public required double SizeMultRegime { get; init; }

        public required double IntelSizeFactor { get; init; }

        public required double SizeMultCombined { get; init; }

        public required double FinalSizeFactor { get; init; }
    }

    /// <summary>Errors of one component.</summary>
    public sealed record ErrorCount(int Count, LastError? LastError);

    /// <summary>Epoch seconds; one line, sanitised.</summary>
    public sealed record LastError(double Ts, string? Message, string? Classification);

    public sealed record EventsBlock(IReadOnlyList<RiskGateEvent> RiskGates);

    /// <summary>One refusal of the pre-trade gate.</summary>
    public sealed record RiskGateEvent(
        double Ts, string Gate, string? Symbol, string Reason, JsonObject? Thresholds, JsonObject? Observations);
}
