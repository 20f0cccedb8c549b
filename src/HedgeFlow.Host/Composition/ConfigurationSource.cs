using HedgeFlow.Configuration;
using HedgeFlow.Host.Settings;
using HedgeFlow.Stages.Executor.Gate;

namespace HedgeFlow.Host.Composition;

/// <summary>The configuration of a run with the gate's rules made from it once per change.</summary>
internal sealed class ConfigurationSource
{
    private readonly ReloadableConfig _config;
    private ConfigurationSet? _seen;
    private GateRules _rules = GateRules.None;

    private ConfigurationSource(ReloadableConfig config) => _config = config;

    public ConfigurationSet Current => _config.Current;

    /// <summary>The executor's thread asks once per tick and once per intent.</summary>
    public GateRules Rules
    {
        get
        {
            ConfigurationSet current = _config.Current;
            if (!ReferenceEquals(current, _seen))
            {
                _seen = current;
                _rules = GateRules.Of(current);
            }

            return _rules;
        }
    }

    /// <summary>Reads again what changed on disk; the last good configuration stays where it is not sound. Between ticks.</summary>
    public void Refresh() => _config.Refresh();

    public static ConfigurationSource Open(EngineSettings settings, TimeProvider time, Action<string> log)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ConfigurationFiles files = ShippedConfiguration.Files(settings);
        var config = new ReloadableConfig(files, settings.Testnet, settings.Environment.Flag("TESTNET_OVERRIDES_CONFIRM"), time);
        foreach (ConfigProblem problem in config.Problems)
        {
            log(problem.ToString());
        }

        return new ConfigurationSource(config);
    }
}
