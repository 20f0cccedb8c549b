using System.Text.Json.Serialization;

namespace HedgeFlow.Stages.Intel.Hybrid;

/// <summary>
/// A signal loses weight as it ages, by half-life, down to a floor. The last members are there only while decay is on.
/// Source: intel contract, decay.
/// </summary>
/// <param name="DecayedScore">The score after decay.</param>
/// <param name="DecayMultiplier">Floor to 1.</param>
/// <param name="AgeMinutes">Age of the signal, 0 when it is not known or lies ahead.</param>
/// <param name="HalfLifeMinutes">Age at which half is left; none or below leaves all.</param>
/// <param name="MinDecayMultiplier">The floor.</param>
/// <param name="DecayEnabled">Part of the configuration.</param>
/// <param name="AtMinimum">The multiplier is within 0.01 of the floor.</param>
public sealed record AlphaDecay(
    double DecayedScore,
    double DecayMultiplier,
    double AgeMinutes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? HalfLifeMinutes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? MinDecayMultiplier,
    bool DecayEnabled,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? AtMinimum)
{
    private const double NearMinimum = 0.01;

    /// <summary>The score of a signal last seen at <paramref name="signalTs"/> (epoch seconds; null = now).</summary>
    public static AlphaDecay Apply(double score, double? signalTs, double now, HybridConfig config)
    {
        if (!config.DecayEnabled)
        {
            return new AlphaDecay(score, 1, 0, null, null, false, null);
        }

        double age = signalTs is { } seen ? Math.Max(0, now - seen) / 60 : 0;
        double multiplier = config.HalfLifeMinutes > 0
            ? Math.Max(config.MinDecayMultiplier, Math.Min(1, Math.Pow(2, -age / config.HalfLifeMinutes)))
            : 1;
        return new AlphaDecay(
            score * multiplier,
            multiplier,
            age,
            config.HalfLifeMinutes,
            config.MinDecayMultiplier,
            true,
            multiplier <= config.MinDecayMultiplier + NearMinimum);
    }

    /// <summary>Key of a signal's time: <c>SYMBOL:DIRECTION</c>, upper case.</summary>
    public static string Key(string symbol, string direction) => $"{symbol.ToUpperInvariant()}:{direction.ToUpperInvariant()}";
}
