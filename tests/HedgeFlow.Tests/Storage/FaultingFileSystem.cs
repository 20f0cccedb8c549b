using HedgeFlow.Storage;

namespace HedgeFlow.Tests.Storage;

/// <summary>A file system whose n-th call fails once; a failing write may leave a part of its bytes, as a full disk does.</summary>
internal sealed class FaultingFileSystem(IFileSystem inner) : IFileSystem
{
    /// <summary>Ordinal of the call that fails, from 1; 0 = none.</summary>
    public int FailAt { get; set; }

    /// <summary>The failing call and all behind it fail, until this is cleared.</summary>
    public bool KeepFailing { get; set; }

    public Func<Exception> Fault { get; set; } = () => new IOException("No space left on device", 28);

    /// <summary>Half of a failing write reaches the file.</summary>
    public bool CutWrites { get; set; }

    public int Calls { get; private set; }

    /// <summary>Name of the call that failed last.</summary>
    public string? Failed { get; private set; }

    /// <summary>Runs before every call: a gate that stalls the disk.</summary>
    public Action<string>? Before { get; set; }

    public void Arm(int failAt)
    {
        Calls = 0;
        Failed = null;
        FailAt = failAt;
    }

    public FileHandle CreateNew(string path, long length) => Call(nameof(CreateNew), () => inner.CreateNew(path, length));

    public FileHandle OpenAppend(string path) => Call(nameof(OpenAppend), () => inner.OpenAppend(path));

    public void Write(FileHandle file, ReadOnlySpan<byte> bytes)
    {
        if (Fails(nameof(Write)))
        {
            if (CutWrites)
            {
                inner.Write(file, bytes[..(bytes.Length / 2)]);
            }

            throw Fault();
        }

        inner.Write(file, bytes);
    }

    public void Sync(FileHandle file) => Call(nameof(Sync), () => inner.Sync(file));

    public long Length(FileHandle file) => Call(nameof(Length), () => inner.Length(file));

    public void Close(FileHandle file)
    {
        bool fails = Fails(nameof(Close));
        inner.Close(file);
        if (fails)
        {
            throw Fault();
        }
    }

    public void Rename(string from, string to) => Call(nameof(Rename), () => inner.Rename(from, to));

    public void SyncDirectory(string path) => Call(nameof(SyncDirectory), () => inner.SyncDirectory(path));

    public void Delete(string path) => Call(nameof(Delete), () => inner.Delete(path));

    public void CreateDirectory(string path) => Call(nameof(CreateDirectory), () => inner.CreateDirectory(path));

    public long? LengthOf(string path) => Call(nameof(LengthOf), () => inner.LengthOf(path));

    public Stream OpenRead(string path) => Call(nameof(OpenRead), () => inner.OpenRead(path));

    public IReadOnlyList<FileEntry> List(string directory) => Call(nameof(List), () => inner.List(directory));

    private void Call(string name, Action call) => Call(name, () =>
    {
        call();
        return 0;
    });

    private T Call<T>(string name, Func<T> call) => Fails(name) ? throw Fault() : call();

    private bool Fails(string name)
    {
        Before?.Invoke(name);
        Calls++;
        if (FailAt == 0 || (KeepFailing ? Calls < FailAt : Calls != FailAt))
        {
            return false;
        }

        Failed = name;
        return true;
    }
}
