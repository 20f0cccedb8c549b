using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Feed;
using HedgeFlow.Feed.Demo;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Composition;

/// <summary>
/// Runs the code of a live graph once before its source is opened, so that the first decisions do not wait for the compiler: a few
/// ticks of the embedded market, as lines, through a graph of the same kind whose files go nowhere. That graph shares nothing with
/// the real one, so no state, counter or file tells of it.
/// </summary>
internal static class GraphWarmup
{
    /// <summary>Enough for every entry and exit of the market's symbols; precompiled code gets no better by being called more often.</summary>
    private const int Ticks = 16;

    /// <summary>Never throws: a graph that was not warmed works, only its first ticks are slow.</summary>
    /// <param name="settings">Those of the real run; its folders are not touched.</param>
    /// <param name="log">Told why, when it did not work.</param>
    public static void Run(EngineSettings settings, Action<string> log)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(log);
        try
        {
            // A thread of its own: like the executor's, it must not be the pool's.
            Exception? failure = null;
            var thread = new Thread(() => failure = Attempt(settings)) { Name = "warm-up", IsBackground = true };
            thread.Start();
            thread.Join();
            if (failure is not null)
            {
                log($"warm-up: {Redactor.Exception(failure)}");
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log($"warm-up: {Redactor.Exception(e)}");
        }
    }

    private static Exception? Attempt(EngineSettings settings)
    {
        try
        {
            string nowhere = Path.Combine(Path.GetTempPath(), $"hedgeflow-nowhere-{Environment.ProcessId}");
            EngineSettings own = settings with { Paths = new BookPaths(nowhere), RunId = "warm-up" };
            using var source = new StreamFeed(Lines(settings.Seed, settings.Testnet), "warm-up");
            Engine engine = Engine.Create(own, null, static _ => { }, new DiscardingFileSystem());
            try
            {
                _ = engine.RunAsync(source, null, null, CancellationToken.None).GetAwaiter().GetResult();
            }
            finally
            {
                engine.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }

            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e;
        }
    }

    /// <summary>The ticks as the lines of a feed.</summary>
    internal static MemoryStream Lines(ulong seed, bool testnet)
    {
        var lines = new MemoryStream();
        using (var recorder = new FeedRecorder(lines, leaveOpen: true))
        {
            using var demo = new DemoFeed(new DemoMarket(new DemoOptions
            {
                Seed = seed,
                StartTs = TimeProvider.System.EpochSeconds(),
                TickInterval = 1e-3,
                MaxTicks = Ticks,
                WarmupHours = 1,
                WarmupMinutes = 1,
                Testnet = testnet,
            }));
            var sink = new WarmupSink(recorder);
            while (demo.TryRead(sink, CancellationToken.None))
            {
            }
        }

        lines.Position = 0;
        return lines;
    }

    /// <summary>Records what the market gives, and behind each snapshot a wish to enter or to leave: a market may be calm for long.</summary>
    private sealed class WarmupSink(FeedRecorder recorder) : IFeedSink
    {
        private int _wishes;

        public void OnSnapshot(ExchangeSnapshot snapshot)
        {
            Hold(snapshot);
            recorder.Record(snapshot);
            if (snapshot.Prices.Count == 0)
            {
                return;
            }

            ref readonly PriceMark mark = ref snapshot.Prices.Span[_wishes / 2 % snapshot.Prices.Count];
            bool leave = _wishes % 2 == 1;
            var wish = new JsonObject
            {
                ["symbol"] = mark.Symbol,
                ["signal"] = leave ? "SELL" : "BUY",
                ["positionSide"] = "LONG",
                ["timeframe"] = "1m",
                ["price"] = mark.Price,
                ["strategy"] = "warm-up",
                ["attempt_id"] = $"sig_{_wishes}",
                ["intent_id"] = $"ord_{_wishes}",
                ["reduceOnly"] = leave,
                ["capital_per_trade"] = 100,
                ["leverage"] = 3,
                ["gross_usd"] = 300,
                ["take_profit_price"] = mark.Price * 1.01,
                ["stop_loss_price"] = mark.Price * 0.99,
            };
            recorder.Record(new OrderFact(FeedKind.Intent, snapshot.Ts, mark.Symbol, wish));
            _wishes++;
        }

        public void OnFact(OrderFact fact) => recorder.Record(fact);

        /// <summary>Open positions of both sides, whether the market's strategy holds any or not.</summary>
        private static void Hold(ExchangeSnapshot snapshot)
        {
            int most = Math.Min(4, snapshot.Prices.Count);
            for (int i = snapshot.Positions.Count; i < most; i++)
            {
                PriceMark mark = snapshot.Prices[i];
                bool isShort = i % 2 == 1;
                snapshot.Positions.Add(new RawPosition
                {
                    Symbol = mark.Symbol,
                    Qty = isShort ? -0.5 : 0.5,
                    Word = PositionSideWord.BySign,
                    ExchangeSide = isShort ? "SHORT" : "LONG",
                    Entry = mark.Price * 0.995,
                    Mark = mark.Price,
                    Unrealized = double.NaN,
                    Realized = double.NaN,
                    Leverage = 3,
                    UpdatedTs = snapshot.Ts,
                });
            }
        }

        public void OnRejected(in FeedRejection rejection)
        {
        }
    }
}
