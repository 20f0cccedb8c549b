using System.Text.Json.Serialization;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(RouterHealthState))]
[JsonSerializable(typeof(RouterEffectiveness))]
[JsonSerializable(typeof(RouterEventHealth))]
[JsonSerializable(typeof(RouterStatsSnapshot))]
[JsonSerializable(typeof(RouterAutotuneResult))]
[JsonSerializable(typeof(RouterPolicy))]
[JsonSerializable(typeof(AtrReading))]
[JsonSerializable(typeof(AtrSummary))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, HourExpectancy>))]
internal sealed partial class RouterHealthStateJson : JsonSerializerContext;
