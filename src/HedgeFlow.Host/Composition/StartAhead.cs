using HedgeFlow.Domain;
using HedgeFlow.Feed;
using HedgeFlow.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HedgeFlow.Host.Composition;

/// <summary>
/// Does on a second core, while the command line and the settings are read, what a live start will need behind them: the code of
/// the redactor's searches, of the feed's reader and of the generic host is then at hand when its turn comes. Nothing of it is kept.
/// </summary>
internal static class StartAhead
{
    /// <summary>Long enough for the widest of the searches.</summary>
    private static readonly string Line = new('-', 256);

    /// <summary>Returns at once. Whatever goes wrong will do so again in its own place, and be told there.</summary>
    public static void Begin() => new Thread(Run) { Name = "start-ahead", IsBackground = true }.Start();

    private static void Run()
    {
        try
        {
            _ = Redactor.Default.Line(Line);
            _ = Redactor.Default.IsClean("{\"a\":1}"u8);
            using (var lines = new StreamFeed(GraphWarmup.Lines(1, testnet: false), "start-ahead"))
            {
                var nobody = new Nobody();
                while (lines.TryRead(nobody, CancellationToken.None))
                {
                }
            }

            HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
            builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromSeconds(5));
            using IHost host = builder.Build();
            _ = host.Services.GetRequiredService<IHostApplicationLifetime>();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Ahead of time is not the time to report it.
        }
    }

    private sealed class Nobody : IFeedSink
    {
        public void OnSnapshot(ExchangeSnapshot snapshot)
        {
        }

        public void OnFact(OrderFact fact)
        {
        }

        public void OnRejected(in FeedRejection rejection)
        {
        }
    }
}
