namespace HedgeFlow.Configuration;

/// <summary>What a configuration key holds, and so how its value is checked and normalised.</summary>
public enum ConfigKeyKind
{
    /// <summary>Anything; passed on as it is.</summary>
    Any,

    /// <summary>A number, or a text that is one.</summary>
    Number,

    /// <summary>0..1 as a fraction or above 1 as a percentage; normalised to a fraction.</summary>
    Percentage,

    /// <summary>A multiple of NAV, above 10 a percentage of it; normalised to the multiple.</summary>
    ExposureRatio,

    /// <summary>JSON boolean, 0 or 1, or one of the words of the contract's boolean parser.</summary>
    Flag,

    Text,

    /// <summary>A list of texts.</summary>
    Texts,

    /// <summary>An object with a schema of its own.</summary>
    Block,

    /// <summary>A list of objects that share a schema.</summary>
    Blocks,
}
