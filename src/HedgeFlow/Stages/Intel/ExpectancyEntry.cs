using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel;

/// <summary>One symbol of an expectancy document, read once. Money in USD per trade. Source: intel contract, score inputs.</summary>
public sealed class ExpectancyEntry
{
    /// <summary>The entry of a foreign document.</summary>
    public ExpectancyEntry(JsonObject entry)
    {
        Expectancy = Coerce.NumberOrBoolean(entry["expectancy"]);
        JsonNode? hitRate = entry["hit_rate"];
        HitRate = Coerce.NumberOrBoolean(hitRate);
        HitRateIsNumber = HitRate is not null && Coerce.Text(hitRate) is null;
        AvgReturn = Coerce.NumberOrBoolean(entry["avg_return"]);
        IsEmpty = entry.Count == 0;
        Mirror = MirroredObject.Of(entry);
    }

    /// <summary>Statistics of our own.</summary>
    public ExpectancyEntry(ExpectancyStats stats)
    {
        Expectancy = IntelFields.Finite(stats.Expectancy);
        HitRate = IntelFields.Finite(stats.HitRate);
        HitRateIsNumber = HitRate is not null;
        AvgReturn = IntelFields.Finite(stats.AvgReturn);
        Mirror = MirroredObject.Of(stats, ExpectancyV6StateJson.Default.ExpectancyStats);
    }

    public double? Expectancy { get; }

    /// <summary>0 to 1.</summary>
    public double? HitRate { get; }

    /// <summary>False for a hit rate given as text, which scores ignore.</summary>
    public bool HitRateIsNumber { get; }

    public double? AvgReturn { get; }

    /// <summary>The entry has no members at all.</summary>
    public bool IsEmpty { get; }

    /// <summary>The entry as it was.</summary>
    public MirroredObject Mirror { get; }
}
