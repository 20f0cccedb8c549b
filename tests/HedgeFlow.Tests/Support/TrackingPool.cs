using System.Buffers;

namespace HedgeFlow.Tests.Support;

/// <summary>A pool that notices what a pool in production does not: arrays returned twice or never rented, and use after return.</summary>
internal sealed class TrackingPool : ArrayPool<byte>
{
    public const byte Poison = 0xDD;

    private readonly HashSet<byte[]> _rented = [];
    private readonly List<byte[]> _returned = [];

    public int Outstanding => _rented.Count;

    public int Rents { get; private set; }

    public override byte[] Rent(int minimumLength)
    {
        var array = new byte[minimumLength + 7];
        array.AsSpan().Fill(0xAA);
        _rented.Add(array);
        Rents++;
        return array;
    }

    public override void Return(byte[] array, bool clearArray = false)
    {
        if (!_rented.Remove(array))
        {
            throw new InvalidOperationException("returned twice, or not rented here");
        }

        array.AsSpan().Fill(Poison);
        _returned.Add(array);
    }

    /// <summary>Fails when somebody wrote to an array after giving it back.</summary>
    public void AssertNothingWrittenAfterReturn() =>
        Assert.IsTrue(_returned.TrueForAll(array => array.AsSpan().IndexOfAnyExcept(Poison) < 0), "an array was written after its return");
}
