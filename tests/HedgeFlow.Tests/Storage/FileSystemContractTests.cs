using System.IO.Pipes;
using System.Text;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Storage;

/// <summary>What both implementations of the seam promise.</summary>
[TestClass]
public sealed class FileSystemContractTests
{
    private readonly TemporaryFolder _folder = new();

    public static IEnumerable<object[]> Implementations
    {
        get
        {
            yield return [new PortableFileSystem()];
            if (OperatingSystem.IsLinux())
            {
                yield return [new LinuxFileSystem()];
            }
        }
    }

    [TestCleanup]
    public void RemoveFolder() => _folder.Dispose();

    [TestMethod]
    [DynamicData(nameof(Implementations))]
    public void A_new_file_is_written_forced_renamed_and_gone(object implementation)
    {
        var files = (IFileSystem)implementation;
        FileHandle file = files.CreateNew(_folder["a.tmp"], 6);
        files.Write(file, "abc"u8);
        files.Write(file, "def"u8);
        files.Sync(file);
        Assert.AreEqual(6, files.Length(file));
        files.Close(file);
        File.WriteAllText(_folder["a"], "a longer old content");
        files.Rename(_folder["a.tmp"], _folder["a"]);
        files.SyncDirectory(_folder.Path);
        Assert.AreEqual("abcdef", File.ReadAllText(_folder["a"]));
        Assert.AreEqual(6, files.LengthOf(_folder["a"]));
        files.Delete(_folder["a"]);
        files.Delete(_folder["a"]);
        Assert.IsNull(files.LengthOf(_folder["a"]));
    }

    [TestMethod]
    [DynamicData(nameof(Implementations))]
    public void A_name_that_is_taken_is_refused_in_a_way_that_can_be_told(object implementation)
    {
        var files = (IFileSystem)implementation;
        File.WriteAllText(_folder["a"], "");
        IOException taken = Assert.Throws<IOException>(() => files.CreateNew(_folder["a"], 0));
        Assert.IsTrue(taken.HResult is 17 or unchecked((int)0x80070050), $"{taken.HResult:x}");
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => files.CreateNew(_folder["missing/a"], 0));
    }

    [TestMethod]
    [DynamicData(nameof(Implementations))]
    public void Appending_goes_to_the_end(object implementation)
    {
        var files = (IFileSystem)implementation;
        File.WriteAllText(_folder["a"], "0");
        FileHandle file = files.OpenAppend(_folder["a"]);
        files.Write(file, "12"u8);
        Assert.AreEqual(3, files.Length(file));
        files.Close(file);
        Assert.AreEqual("012", File.ReadAllText(_folder["a"]));
    }

    [TestMethod]
    [DynamicData(nameof(Implementations))]
    public void Both_carry_the_writers(object implementation)
    {
        var files = (IFileSystem)implementation;
        var state = new AtomicFile(_folder["state/a.json"], files, Durability.Fsync);
        Assert.IsTrue(state.Write("1"u8));
        Assert.IsTrue(state.Write("2"u8));
        using (var appender = new JsonlAppender(_folder["a.jsonl"], new JsonlOptions { FileSystem = files, MaxBytes = 10, BackupCount = 2 }))
        {
            for (int i = 0; i < 4; i++)
            {
                Assert.IsTrue(appender.Append(Encoding.UTF8.GetBytes($"{{\"i\":{i}}}\n")), appender.LastError);
            }
        }

        Assert.AreEqual("2", File.ReadAllText(_folder["state/a.json"]));
        CollectionAssert.AreEqual(new[] { "a.1.jsonl", "a.jsonl", "archive/a.2.jsonl.gz", "state/a.json" }, _folder.Files);
        Assert.HasCount(2, files.List(_folder.Path));
        Assert.IsEmpty(files.List(_folder["missing"]));
    }

    /// <summary>The base class library swallows these; a pipe has nothing to force, and says so.</summary>
    [TestMethod]
    public void A_failed_sync_is_reported()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Inconclusive("only the system calls are checked");
            return;
        }

        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        IFileSystem files = new LinuxFileSystem();
        IOException failure = Assert.ThrowsExactly<IOException>(() => files.Sync(new FileHandle(pipe.SafePipeHandle.DangerousGetHandle())));
        Assert.AreEqual("fsync: Invalid argument", failure.Message);
        Assert.ThrowsExactly<IOException>(() => files.Write(new FileHandle(-1), "x"u8));
        Assert.ThrowsExactly<IOException>(() => files.Close(new FileHandle(-1)));
        Assert.ThrowsExactly<IOException>(() => files.Length(new FileHandle(-1)));
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => files.SyncDirectory(_folder["missing"]));
    }
}
