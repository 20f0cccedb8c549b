using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(RiskSnapshotState))]
[JsonSerializable(typeof(RiskSnapshotState.VarBlock))]
[JsonSerializable(typeof(RiskSnapshotState.CvarBlock))]
[JsonSerializable(typeof(RiskSnapshotState.AnomaliesBlock))]
internal sealed partial class RiskSnapshotStateJson : JsonSerializerContext;
