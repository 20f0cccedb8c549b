using HedgeFlow.State;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Storage;

[TestClass]
public sealed class StateFolderReaderTests
{
    private static readonly DateTime Instant = DateTime.UnixEpoch.AddSeconds(1764000000);

    [TestMethod]
    public void A_file_that_does_not_change_is_parsed_once()
    {
        using var folder = new TemporaryFolder();
        Write(folder, """{"a":1}""");
        var reader = new StateFolderReader(folder.Path, follows: true);
        SurfaceContent first = reader.Read("nav.json")!.Value;
        for (int i = 0; i < 3; i++)
        {
            Assert.AreSame(first.Root, reader.Read("nav.json")!.Value.Root);
        }
    }

    [TestMethod]
    public void A_write_in_the_same_instant_and_of_the_same_length_is_seen()
    {
        using var folder = new TemporaryFolder();
        var reader = new StateFolderReader(folder.Path, follows: true);
        for (int i = 0; i < 5; i++)
        {
            Write(folder, $$"""{"a":{{i}}}""");
            Assert.AreEqual(i, (long)reader.Read("nav.json")!.Value.Root!["a"]!);
        }
    }

    [TestMethod]
    public void What_was_read_before_does_not_outlive_its_file()
    {
        using var folder = new TemporaryFolder();
        Write(folder, """{"a":1}""");
        var reader = new StateFolderReader(folder.Path, follows: true);
        reader.Read("nav.json");
        reader.Read("nav.json");
        File.Delete(folder["nav.json"]);
        Assert.IsNull(reader.Read("nav.json"));

        File.WriteAllText(folder["nav.json"], "{\"a\":");
        Assert.IsFalse(reader.Read("nav.json")!.Value.Valid);
        Write(folder, """{"a":2}""");
        Assert.AreEqual(2, (long)reader.Read("nav.json")!.Value.Root!["a"]!);
    }

    private static void Write(TemporaryFolder folder, string text)
    {
        File.WriteAllText(folder["nav.json"], text);
        File.SetLastWriteTimeUtc(folder["nav.json"], Instant);
    }
}
