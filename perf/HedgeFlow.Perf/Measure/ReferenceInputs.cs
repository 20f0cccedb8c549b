using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Perf.Measure;

/// <summary>
/// The inputs that the reference figures of the intel components were measured on, draw by draw: a linear congruential generator,
/// one seed per document, values rounded half to even. Times in epoch seconds around <see cref="Now"/>, money in USD.
/// </summary>
internal static class ReferenceInputs
{
    /// <summary>The instant at which the inputs end.</summary>
    public const double Now = 1_700_000_000;

    /// <summary>Hours over which order and metric rows are spread.</summary>
    private const double Hours = 40;

    private static readonly string[] Biases = ["prefer_maker", "balanced", "prefer_taker"];
    private static readonly string[] Qualities = ["good", "ok", "degraded", "broken"];

    public static string Symbol(int index) => string.Create(CultureInfo.InvariantCulture, $"SYM{index:D4}USDT");

    /// <summary><c>pairs_universe.json</c>.</summary>
    public static JsonObject Pairs(int symbols)
    {
        var draw = new Generator(43);
        string[] tiers = ["CORE", "SATELLITE", "TACTICAL", "ALT"];
        var universe = new JsonArray();
        for (int i = 0; i < symbols; i++)
        {
            string tier = tiers[draw.Next(4)];
            universe.Add(Parsed(new JsonObject
            {
                ["symbol"] = Symbol(i),
                ["tier"] = tier,
                ["bucket"] = tier,
                ["enabled"] = true,
                ["target_leverage"] = 1.0 + draw.Next(10),
                ["max_leverage"] = 4,
                ["caps"] = new JsonObject
                {
                    ["max_nav_pct"] = Round(0.05 + 0.2 * draw.Unit(), 3),
                    ["max_order_notional"] = 1000 * (1 + draw.Next(50)),
                    ["max_concurrent_positions"] = 1 + draw.Next(3),
                },
            }));
        }

        return new JsonObject { ["universe"] = universe };
    }

    /// <summary>Rows of <c>orders_executed.jsonl</c>: every even one closes a trade, every odd one is a fill.</summary>
    public static JsonObject[] Orders(int symbols, int rows)
    {
        var draw = new Generator(44);
        var made = new JsonObject[rows];
        for (int i = 0; i < rows; i++)
        {
            double price = Round(1 + 999 * draw.Unit(), 4);
            double quantity = Round(0.1 + 50 * draw.Unit(), 3);
            double pnl = Round((draw.Unit() - 0.45) * 120, 4);
            double slippage = Round(-2 + 14 * draw.Unit(), 3);
            bool closes = i % 2 == 0;
            var row = new JsonObject
            {
                ["event_type"] = closes ? "order_close" : "order_fill",
                ["symbol"] = Symbol(i % symbols),
                ["side"] = draw.Unit() < 0.5 ? "BUY" : "SELL",
                ["executedQty"] = quantity,
                ["avgPrice"] = price,
                ["status"] = "FILLED",
                ["ts"] = Time(i, rows),
                ["attempt_id"] = Attempt(i),
                ["strategy"] = "momentum",
                ["fee_total"] = Round(price * quantity * 0.0004, 6),
                ["orderId"] = 100_000 + i,
                [closes ? "realizedPnlUsd" : "slippage_bps"] = closes ? pnl : slippage,
            };
            made[i] = Parsed(row);
        }

        return made;
    }

    /// <summary>Rows of <c>order_metrics.jsonl</c>, one per row of <see cref="Orders"/>.</summary>
    public static JsonObject[] Metrics(int symbols, int rows)
    {
        var draw = new Generator(45);
        var made = new JsonObject[rows];
        for (int i = 0; i < rows; i++)
        {
            bool maker = draw.Unit() < 0.7;
            bool filled = maker && draw.Unit() < 0.8;
            made[i] = Parsed(new JsonObject
            {
                ["attempt_id"] = Attempt(i),
                ["symbol"] = Symbol(i % symbols),
                ["ts"] = Time(i, rows),
                ["policy"] = new JsonObject { ["maker_first"] = maker, ["taker_bias"] = Biases[draw.Next(3)], ["quality"] = Qualities[draw.Next(3)] },
                ["slippage_bps"] = Round(-2 + 14 * draw.Unit(), 3),
                ["maker_start"] = maker,
                ["is_maker_final"] = filled,
                ["used_fallback"] = maker && !filled,
                ["ack_latency_ms"] = Round(20 + 400 * draw.Unit(), 2),
            });
        }

        return made;
    }

    /// <summary><c>router_health.json</c> in its list form.</summary>
    public static JsonObject RouterHealth(int symbols)
    {
        var draw = new Generator(46);
        var rows = new JsonArray();
        for (int i = 0; i < symbols; i++)
        {
            double maker = Round(draw.Unit(), 4);
            double fallback = Round(draw.Unit() * 0.9, 4);
            double median = Round(8 * draw.Unit(), 3);
            rows.Add(Parsed(new JsonObject
            {
                ["symbol"] = Symbol(i),
                ["maker_fill_rate"] = maker,
                ["fallback_rate"] = fallback,
                ["slippage_p50"] = median,
                ["slippage_p95"] = Round(median + 10 * draw.Unit(), 3),
                ["policy"] = new JsonObject
                {
                    ["maker_first"] = maker > 0.3,
                    ["taker_bias"] = Biases[draw.Next(3)],
                    ["quality"] = Qualities[draw.Next(4)],
                    ["reason"] = "quality=ok; regime=normal",
                },
                ["updated_ts"] = Now,
            }));
        }

        return new JsonObject { ["updated_ts"] = Now, ["symbols"] = rows };
    }

    /// <summary>The part of <c>risk_snapshot.json</c> that intel reads: the day's drawdown per symbol, percent points.</summary>
    public static JsonObject RiskSnapshot(int symbols)
    {
        var draw = new Generator(47);
        var rows = new JsonArray();
        for (int i = 0; i < symbols; i++)
        {
            for (int other = 0; other < 9; other++)
            {
                // Ratios, slippage, volatility and sizing come before it, one draw each.
                draw.Unit();
            }

            rows.Add(Parsed(new JsonObject { ["symbol"] = Symbol(i), ["risk"] = new JsonObject { ["dd_today_pct"] = Round(-2 * draw.Unit(), 5) } }));
        }

        return new JsonObject { ["updated_ts"] = Now, ["symbols"] = rows };
    }

    /// <summary>Writes the inputs of 20 and 200 symbols as files, for whoever wants to measure something else on them.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (int symbols in new[] { 20, 200 })
        {
            void Document(string name, JsonObject document) =>
                File.WriteAllText(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}_{symbols}.json")), document.ToJsonString());
            void Lines(string name, JsonObject[] rows) =>
                File.WriteAllLines(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}_{symbols}_2000.jsonl")), rows.Select(row => row.ToJsonString()));
            Document("pairs", Pairs(symbols));
            Document("router_health", RouterHealth(symbols));
            Document("risk_snapshot", RiskSnapshot(symbols));
            Lines("orders", Orders(symbols, 2000));
            Lines("metrics", Metrics(symbols, 2000));
        }
    }

    private static double Time(int row, int rows) => Round(Now - (rows - row) * (Hours * 3600 / rows), 3);

    private static string Attempt(int row) => string.Create(CultureInfo.InvariantCulture, $"sig_{row:D10}");

    private static double Round(double value, int decimals) => DecimalRounding.Round(value, decimals);

    /// <summary>As a log or a state file gives it.</summary>
    private static JsonObject Parsed(JsonObject made) => (JsonObject)JsonNodes.TryParse(made.ToJsonString(), out _)!;

    private struct Generator(ulong seed)
    {
        private ulong _state = seed;

        public double Unit()
        {
            _state = unchecked((_state * 6364136223846793005) + 1442695040888963407);
            return (_state >> 11) / 9007199254740992.0;
        }

        public int Next(int count) => (int)(Unit() * count);
    }
}
