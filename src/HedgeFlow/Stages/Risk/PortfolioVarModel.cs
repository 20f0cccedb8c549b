using System.Runtime.InteropServices;
using HedgeFlow.Configuration;

namespace HedgeFlow.Stages.Risk;

/// <summary>
/// Value at risk of open positions over a <see cref="ReturnBook"/>. The covariance is kept while the symbols and their histories
/// stay, so that a computation between two bars costs one matrix product and allocates nothing. Not thread-safe.
/// Source: risk contract, VaR and CVaR (from positions).
/// </summary>
public sealed class PortfolioVarModel(ReturnBook returns)
{
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly List<ReturnSeries> _assets = [];
    private readonly List<ReturnSeries> _cachedAssets = [];
    private readonly List<int> _cachedVersions = [];
    private readonly List<double> _weights = [];
    private double[] _covariance = [];
    private VarSettings? _cachedSettings;

    public ReturnBook Returns { get; } = returns;

    /// <summary>
    /// Long and short of a symbol are summed, not netted; symbols without notional or with a short history are left out. Disabled,
    /// no NAV or nothing left gives zeros within the limit.
    /// </summary>
    public PortfolioVarResult Compute(ReadOnlySpan<RiskPosition> positions, double nav)
    {
        VarSettings settings = Returns.Settings.Var;
        PortfolioVarResult none = new(default, settings.MaxPortfolioVarNav, true, settings.Confidence, 0, 0);
        if (!settings.Enabled || !(nav > 0))
        {
            return none;
        }

        Collect(positions, nav);
        if (_assets.Count == 0)
        {
            return none;
        }

        int observations = Observations(settings);
        Refresh(settings, observations);
        PortfolioVar var = PortfolioVar.Compute(_covariance.AsSpan(0, _assets.Count * _assets.Count), CollectionsMarshal.AsSpan(_weights), nav, settings.Confidence);
        return new PortfolioVarResult(
            var, settings.MaxPortfolioVarNav, var.NavPct <= settings.MaxPortfolioVarNav, settings.Confidence, _assets.Count, observations);
    }

    private void Collect(ReadOnlySpan<RiskPosition> positions, double nav)
    {
        _index.Clear();
        _assets.Clear();
        _weights.Clear();
        foreach (ref readonly RiskPosition position in positions)
        {
            if (!(position.Notional > 0) || position.Symbol.Length == 0)
            {
                continue;
            }

            if (_index.TryGetValue(position.Symbol, out int at))
            {
                _weights[at] += position.Notional / nav;
            }
            else if (Returns.Find(position.Symbol) is { Count: >= ReturnBook.MinReturns } series)
            {
                _index[position.Symbol] = _assets.Count;
                _assets.Add(series);
                _weights.Add(position.Notional / nav);
            }
        }
    }

    private int Observations(VarSettings settings)
    {
        int observations = Math.Max(0, settings.LookbackBars - 1);
        foreach (ReturnSeries series in _assets)
        {
            observations = Math.Min(observations, series.Count);
        }

        return observations;
    }

    private void Refresh(VarSettings settings, int observations)
    {
        if (ReferenceEquals(settings, _cachedSettings) && IsCached())
        {
            return;
        }

        int n = _assets.Count;
        double[] series = new double[n * observations];
        for (int i = 0; i < n; i++)
        {
            _assets[i].CopyNewest(series.AsSpan(i * observations, observations));
        }

        if (_covariance.Length < n * n)
        {
            _covariance = new double[n * n];
        }

        EwmaCovariance.Compute(series, n, observations, settings.HalflifeBars, _covariance);
        _cachedSettings = settings;
        _cachedAssets.Clear();
        _cachedVersions.Clear();
        foreach (ReturnSeries asset in _assets)
        {
            _cachedAssets.Add(asset);
            _cachedVersions.Add(asset.Version);
        }
    }

    private bool IsCached()
    {
        if (_cachedAssets.Count != _assets.Count)
        {
            return false;
        }

        for (int i = 0; i < _assets.Count; i++)
        {
            if (!ReferenceEquals(_cachedAssets[i], _assets[i]) || _cachedVersions[i] != _assets[i].Version)
            {
                return false;
            }
        }

        return true;
    }
}
