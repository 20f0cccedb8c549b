using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Executor.Gate;

/// <summary>
/// What the gate remembers between orders: last fills, errors, attempts and the counters of the book. The executor alone changes
/// it; evaluating an intent never does. Source: risk contract, risk state.
/// </summary>
public sealed class GateState
{
    private readonly Dictionary<string, double> _lastFills = new(StringComparer.Ordinal);

    /// <summary>USD.</summary>
    public double OpenNotional { get; private set; }

    public int OpenPositions { get; private set; }

    /// <summary>Fraction.</summary>
    public double PortfolioDrawdown { get; set; }

    /// <summary>Fraction of NAV, loss negative.</summary>
    public double DailyPnl { get; set; }

    public TimeWindow Errors { get; } = new();

    public TimeWindow Attempts { get; } = new();

    public void NoteFill(string symbol, double ts)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        if (double.IsFinite(ts))
        {
            _lastFills[symbol.Trim().ToUpperInvariant()] = ts;
        }
    }

    public void NoteError(double ts) => Errors.Note(ts);

    /// <summary>Before the intent is evaluated: an attempt counts against its own burst limit.</summary>
    public void NoteAttempt(double ts) => Attempts.Note(ts);

    /// <summary>Epoch seconds; 0 = never filled.</summary>
    public double LastFill(string symbol)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        return _lastFills.GetValueOrDefault(symbol.Trim().ToUpperInvariant());
    }

    /// <summary>The counters of a tick.</summary>
    /// <param name="positions">Open positions of the tick.</param>
    /// <param name="portfolioGross">USD.</param>
    /// <param name="dailyLossFrac">Loss of the day as a fraction of NAV; NaN = unknown, counts as none.</param>
    public void UpdateCounters(ReadOnlySpan<PositionRow> positions, double portfolioGross, double dailyLossFrac)
    {
        int open = 0;
        foreach (ref readonly PositionRow position in positions)
        {
            open += IsOpen(position.Qty) ? 1 : 0;
        }

        SetCounters(open, portfolioGross, dailyLossFrac);
    }

    /// <summary>As above for position mappings of other programs, read under any of their names.</summary>
    public void UpdateCounters(JsonArray? positions, double portfolioGross, double dailyLossFrac)
    {
        int open = 0;
        foreach (JsonNode? row in positions ?? [])
        {
            open += IsOpen(Coerce.First(row as JsonObject, "qty", "positionAmt") ?? 0) ? 1 : 0;
        }

        SetCounters(open, portfolioGross, dailyLossFrac);
    }

    /// <summary>Everything that must survive a restart.</summary>
    public JsonObject Snapshot()
    {
        var fills = new JsonObject();
        foreach (KeyValuePair<string, double> fill in _lastFills.OrderBy(fill => fill.Key, StringComparer.Ordinal))
        {
            fills[fill.Key] = fill.Value;
        }

        return new JsonObject
        {
            ["open_notional"] = OpenNotional,
            ["open_positions"] = OpenPositions,
            ["portfolio_drawdown_pct"] = PortfolioDrawdown,
            ["daily_pnl_pct"] = DailyPnl,
            ["last_fill_by_symbol"] = fills,
            ["error_timestamps"] = Errors.Snapshot(),
            ["order_attempt_ts"] = Attempts.Snapshot(),
        };
    }

    /// <summary>Takes a snapshot: missing numbers keep their value, unusable members of lists and maps are dropped.</summary>
    public void Restore(JsonNode? snapshot)
    {
        if (snapshot is not JsonObject map)
        {
            return;
        }

        OpenNotional = Coerce.Number(map["open_notional"]) ?? OpenNotional;
        OpenPositions = Coerce.Number(map["open_positions"]) is { } open ? (int)Math.Clamp(Math.Truncate(open), 0, int.MaxValue) : OpenPositions;
        PortfolioDrawdown = Coerce.Number(map["portfolio_drawdown_pct"]) ?? PortfolioDrawdown;
        DailyPnl = Coerce.Number(map["daily_pnl_pct"]) ?? DailyPnl;
        if (map["last_fill_by_symbol"] is JsonObject fills)
        {
            _lastFills.Clear();
            foreach (KeyValuePair<string, JsonNode?> fill in fills)
            {
                NoteFill(fill.Key, Coerce.Number(fill.Value) ?? double.NaN);
            }
        }

        if (map.ContainsKey("error_timestamps"))
        {
            Errors.Restore(map["error_timestamps"]);
        }

        if (map.ContainsKey("order_attempt_ts"))
        {
            Attempts.Restore(map["order_attempt_ts"]);
        }
    }

    private static bool IsOpen(double qty) => Math.Abs(qty) >= 1e-9;

    private void SetCounters(int open, double portfolioGross, double dailyLossFrac)
    {
        OpenPositions = open;
        OpenNotional = double.IsFinite(portfolioGross) ? portfolioGross : 0;
        DailyPnl = double.IsFinite(dailyLossFrac) ? 0 - dailyLossFrac : 0;
    }
}
