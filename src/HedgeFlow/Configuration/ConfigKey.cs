namespace HedgeFlow.Configuration;

/// <summary>One key of a configuration block.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Min">Smallest number allowed.</param>
/// <param name="Max">Largest number allowed.</param>
/// <param name="Schema">Schema of a block, or of the members of a list of blocks.</param>
/// <param name="Words">The texts allowed; null = any.</param>
public sealed record ConfigKey(
    ConfigKeyKind Kind,
    double Min = double.NegativeInfinity,
    double Max = double.PositiveInfinity,
    ConfigSchema? Schema = null,
    IReadOnlyList<string>? Words = null)
{
    public static ConfigKey Any { get; } = new(ConfigKeyKind.Any);

    public static ConfigKey Number { get; } = new(ConfigKeyKind.Number);

    /// <summary>A number that cannot be negative: an amount, a count, a time span.</summary>
    public static ConfigKey Amount { get; } = new(ConfigKeyKind.Number, 0);

    public static ConfigKey Percentage { get; } = new(ConfigKeyKind.Percentage, 0, 100);

    public static ConfigKey ExposureRatio { get; } = new(ConfigKeyKind.ExposureRatio, 0);

    public static ConfigKey Flag { get; } = new(ConfigKeyKind.Flag);

    public static ConfigKey Text { get; } = new(ConfigKeyKind.Text);

    public static ConfigKey Texts { get; } = new(ConfigKeyKind.Texts);

    public static ConfigKey Block(ConfigSchema schema) => new(ConfigKeyKind.Block, Schema: schema);

    public static ConfigKey Blocks(ConfigSchema schema) => new(ConfigKeyKind.Blocks, Schema: schema);
}
