using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(SymbolHealth))]
[JsonSerializable(typeof(SymbolScoreState))]
[JsonSerializable(typeof(FillStatisticsState))]
internal sealed partial class SymbolHealthJson : JsonSerializerContext;
