using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Serialization;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Publish;
using HedgeFlow.State;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Stages.Publish;

/// <summary>What reaches the files is what a serialiser without any memory writes, redacted as a whole.</summary>
[TestClass]
public sealed class PublishedBytesTests
{
    private static readonly Redactor Secrets = new(["hunter2hunter2"]);

    [TestMethod]
    public void Kept_bytes_are_those_of_the_plain_serialiser_over_any_walk() => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var book = new RandomBook(seed, "BTC", "ETH", seed % 2 == 0 ? "SOL" : "hunter2hunter2");
        TickPublisherOptions options = PublisherBench.Defaults with
        {
            Redactor = Secrets,
            TpSlSeed = new TpSlSeed(),
            Contract = seed % 5 == 0 ? ContractProfile.V7Agent : ContractProfile.Superset,
            NavLog = new NavLogOptions { MaxPoints = 9, SeriesPoints = 6 },
        };
        using var publisher = new TickPublisher(options, TickCaches.Empty);
        using var encoder = new SurfaceEncoder(Secrets);
        using var frame = new TickFrame();
        using var output = new PooledBufferWriter();
        for (int tick = 0; tick < 15; tick++)
        {
            book.Tick();
            frame.Clear();
            frame.Now = frame.SnapshotTs = book.Now;
            frame.Equity = tick % 7 == 6 ? double.NaN : 10_000 + tick / 3.0;
            frame.SourcesOk = tick % 5 != 4;
            frame.Source = "live";
            frame.Positions.AddRange(book.Rows);
            publisher.Process(frame);
            IEnumerable<SurfaceWrite> caches = frame.Caches.Select(cache => new SurfaceWrite(cache.Document, cache.Payload));
            foreach (SurfaceWrite write in frame.Surfaces.Concat(caches))
            {
                object? clean = null;
                output.Clear();
                encoder.Encode(write, output, ref clean);
                Assert.AreEqual(Plain(write), Encoding.UTF8.GetString(output.WrittenSpan), write.Surface.File);
            }
        }
    }).QuickCheckThrowOnFailure();

    private static string Plain(SurfaceWrite write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, OutputJson.WriterOptions))
        {
            write.Surface.Write(writer, write.Payload);
        }

        return Encoding.UTF8.GetString(Secrets.Clean(buffer.WrittenSpan));
    }
}
