using System.Text.Json.Serialization;

namespace HedgeFlow.State;

/// <summary>Short against long average range of a symbol; unusable inputs are null.</summary>
public sealed record AtrReading
{
    public double? AtrNow { get; init; }

    public double? AtrMed { get; init; }

    public double? AtrRatio { get; init; }

    /// <summary><c>unknown</c>, <c>quiet</c>, <c>normal</c>, <c>hot</c> or <c>panic</c>.</summary>
    public required string AtrRegime { get; init; }

    /// <summary>Upper-case symbol; absent in a block that belongs to a symbol already.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Symbol { get; init; }
}
