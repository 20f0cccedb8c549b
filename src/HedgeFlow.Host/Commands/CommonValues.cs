namespace HedgeFlow.Host.Commands;

/// <summary>What the common options were given as.</summary>
internal sealed record CommonValues(string Config, string Logs, string? Book, string Contract)
{
    /// <summary>Folder of the configuration files.</summary>
    public string ConfigDirectory => Directory.Exists(Config) || !Path.HasExtension(Config) ? Config : Path.GetDirectoryName(Config) is { Length: > 0 } folder ? folder : ".";

    /// <summary>The host's own configuration file.</summary>
    public string ConfigFile => Directory.Exists(Config) || !Path.HasExtension(Config) ? Path.Combine(Config, "hedgeflow.json") : Config;
}
