using System.Diagnostics;
using System.Text.Json.Nodes;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Storage;

[TestClass]
public sealed class BookLockTests
{
    private readonly TemporaryFolder _folder = new();

    private string Path => new BookPaths(_folder.Path).LockPath("executor");

    [TestCleanup]
    public void RemoveFolder() => _folder.Dispose();

    [TestMethod]
    public void A_held_lock_refuses_the_second_and_says_who_has_it()
    {
        using BookLock? first = BookLock.TryAcquire(Path, out string? refusal);
        Assert.IsNotNull(first, refusal);
        Assert.IsFalse(BookLock.IsFree(Path));
        Assert.IsNull(BookLock.TryAcquire(Path, out refusal));
        Assert.AreEqual($"process {Environment.ProcessId} writes this book", refusal);
    }

    [TestMethod]
    public void A_released_lock_leaves_nothing_and_can_be_taken_again()
    {
        for (int i = 0; i < 3; i++)
        {
            BookLock? held = BookLock.TryAcquire(Path, out string? refusal);
            Assert.IsNotNull(held, refusal);
            held.Dispose();
            held.Dispose();
            Assert.IsEmpty(_folder.Files);
            Assert.IsTrue(BookLock.IsFree(Path));
        }
    }

    [TestMethod]
    public void Programs_of_one_book_have_locks_of_their_own()
    {
        var paths = new BookPaths(_folder.Path);
        using BookLock? executor = BookLock.TryAcquire(paths.LockPath("executor"), out _);
        using BookLock? sync = BookLock.TryAcquire(paths.LockPath("sync"), out _);
        Assert.IsNotNull(executor);
        Assert.IsNotNull(sync);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("{\"pid\":")]
    [DataRow("garbage")]
    [DataRow("{\"pid\":-1}")]
    [DataRow("{\"pid\":99999999999}")]
    [DataRow("{\"pid\":2147483646,\"started\":\"x\"}")]
    public void A_lock_of_nobody_alive_is_taken_over(string content)
    {
        Write(content);
        Assert.IsTrue(BookLock.IsFree(Path));
        using BookLock? taken = BookLock.TryAcquire(Path, out string? refusal);
        Assert.IsNotNull(taken, refusal);
        Assert.IsTrue(LockOwner.Read(Path).IsThisProcess);
    }

    [TestMethod]
    public void A_process_id_that_was_used_again_does_not_hold_the_lock()
    {
        using Process other = Sleeping();
        try
        {
            Write($$"""{"pid":{{other.Id}},"started":"some earlier process"}""");
            using BookLock? taken = BookLock.TryAcquire(Path, out string? refusal);
            Assert.IsNotNull(taken, refusal);
        }
        finally
        {
            other.Kill();
        }
    }

    [TestMethod]
    public void The_lock_of_a_living_process_holds_even_without_the_systems_lock_and_ends_with_it()
    {
        using Process other = Sleeping();
        Write(Owner(other));
        Assert.IsFalse(BookLock.IsFree(Path));
        Assert.IsNull(BookLock.TryAcquire(Path, out string? refusal));
        Assert.AreEqual($"process {other.Id} writes this book", refusal);
        other.Kill();
        other.WaitForExit();
        using BookLock? taken = BookLock.TryAcquire(Path, out refusal);
        Assert.IsNotNull(taken, refusal);
    }

    [TestMethod]
    public void With_the_folder_claimed_removing_the_lock_file_lets_nobody_in()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Inconclusive("folders can be claimed on Linux only");
        }

        string state = new BookPaths(_folder.Path).State;
        using BookLock? first = BookLock.TryAcquire(Path, out _, state);
        Assert.IsNotNull(first);
        File.Delete(Path);
        Assert.IsNull(BookLock.TryAcquire(Path, out string? refusal, state));
        Assert.AreEqual("another process writes this book", refusal);
    }

    [TestMethod]
    public void A_link_at_the_lock_is_not_followed()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Inconclusive("links are refused by the system call");
        }

        File.WriteAllText(_folder["victim"], "untouched");
        File.CreateSymbolicLink(Path, _folder["victim"]);
        Assert.IsNull(BookLock.TryAcquire(Path, out string? refusal));
        Assert.StartsWith("the lock cannot be made: ", refusal!);
        Assert.AreEqual("untouched", File.ReadAllText(_folder["victim"]));
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public void Of_many_at_once_never_more_than_one_holds_it()
    {
        int holders = 0;
        int most = 0;
        int taken = 0;
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 40; i++)
            {
                using BookLock? held = BookLock.TryAcquire(Path, out string? _);
                if (held is not null)
                {
                    most = Math.Max(most, Interlocked.Increment(ref holders));
                    Interlocked.Increment(ref taken);
                    Thread.Yield();
                    Interlocked.Decrement(ref holders);
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.AreEqual(1, most);
        Assert.IsGreaterThan(0, taken);
    }

    private static Process Sleeping() => Process.Start(new ProcessStartInfo("sleep", "60") { UseShellExecute = false })!;

    private static string Owner(Process process)
    {
        string stat = File.ReadAllText($"/proc/{process.Id}/stat");
        string boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        string started = $"{boot}/{stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19]}";
        return new JsonObject { ["pid"] = process.Id, ["started"] = started }.ToJsonString();
    }

    private void Write(string content) => File.WriteAllText(Path, content);
}
