namespace HedgeFlow.State;

/// <summary>
/// Which contract version decides where the versions cannot be satisfied at once. It changes the root of <c>positions.json</c>
/// and the form of <c>updated_at</c> in <c>nav.json</c>, nothing else. Source: state contract, contract profile.
/// </summary>
public enum ContractProfile
{
    /// <summary>Every version's keys at once.</summary>
    Superset,

    /// <summary><c>v6</c>: <c>nav.json.updated_at</c> is ISO text.</summary>
    V6,

    /// <summary><c>v7-agent</c>: the root of <c>positions.json</c> is the list of rows.</summary>
    V7Agent,

    /// <summary><c>v7.6</c>.</summary>
    V76,
}

/// <summary>Names of the profiles on the command line.</summary>
public static class ContractProfiles
{
    public static IReadOnlyList<string> Names { get; } = ["superset", "v6", "v7-agent", "v7.6"];

    /// <summary>The profile of a name (trimmed, any case); null when there is none.</summary>
    public static ContractProfile? Parse(string? name) => name?.Trim().ToLowerInvariant() switch
    {
        "superset" => ContractProfile.Superset,
        "v6" => ContractProfile.V6,
        "v7-agent" => ContractProfile.V7Agent,
        "v7.6" => ContractProfile.V76,
        _ => null,
    };
}
