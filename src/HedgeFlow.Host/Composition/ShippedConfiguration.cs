using HedgeFlow.Configuration;
using HedgeFlow.Host.Settings;

namespace HedgeFlow.Host.Composition;

/// <summary>Where the configuration files are: the asked-for folder, or the copies beside the executable when there is none.</summary>
internal static class ShippedConfiguration
{
    /// <summary>The folder to read; <paramref name="shipped"/> says that it is the executable's own.</summary>
    public static string Directory(string asked, out bool shipped)
    {
        shipped = !System.IO.Directory.Exists(asked);
        return shipped ? Path.Combine(AppContext.BaseDirectory, "config") : asked;
    }

    /// <summary>The files of the folder; <c>RISK_LIMITS_CONFIG</c> and <c>PAIRS_UNIVERSE_PATH</c> name others.</summary>
    public static ConfigurationFiles Files(EngineSettings settings)
    {
        ConfigurationFiles files = ConfigurationFiles.In(Directory(settings.ConfigDirectory, out _));
        return files with
        {
            RiskLimits = settings.Environment.Text("RISK_LIMITS_CONFIG") ?? files.RiskLimits,
            PairsUniverse = settings.Environment.FirstText("PAIRS_UNIVERSE_PATH", "PAIRS_UNIVERSE_CONFIG") ?? files.PairsUniverse,
        };
    }
}
