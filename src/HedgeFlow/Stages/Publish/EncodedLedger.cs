using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// Entries and levels of the ledger, kept encoded: an entry or a level that is the same object as before is copied, and a tick in which
/// neither changed copies the whole list. One thread.
/// </summary>
internal sealed class EncodedLedger : IDisposable
{
    private readonly Redactor _redactor;
    private readonly EncodedOnce<LedgerEntry> _entry;
    private readonly EncodedOnce<TpSlLevels> _level;
    private readonly Part _entries;
    private readonly Part _levels;

    public EncodedLedger(Redactor redactor)
    {
        _redactor = redactor;
        _entry = new EncodedOnce<LedgerEntry>(PositionsLedgerStateJson.Default.LedgerEntry, redactor);
        _level = new EncodedOnce<TpSlLevels>(PositionsLedgerStateJson.Default.TpSlLevels, redactor);
        _entries = new Part(JoinEntries);
        _levels = new Part(JoinLevels);
        Entries = new RawJson(_entries);
        Levels = new RawJson(_levels);
    }

    /// <summary>List of <see cref="LedgerEntry"/>.</summary>
    public RawJson Entries { get; }

    /// <summary>Position key → <see cref="TpSlLevels"/>.</summary>
    public RawJson Levels { get; }

    /// <summary>What the two are from now on; the same object means nothing changed.</summary>
    public void Take(IReadOnlyList<LedgerEntry> entries, IReadOnlyDictionary<string, TpSlLevels> levels)
    {
        _entries.Take(entries);
        _levels.Take(levels);
    }

    public void Dispose()
    {
        _entries.Dispose();
        _levels.Dispose();
    }

    private void JoinEntries(object value, PooledBufferWriter output)
    {
        output.Write("["u8);
        bool first = true;
        foreach (LedgerEntry entry in (IReadOnlyList<LedgerEntry>)value)
        {
            Separate(output, ref first);
            output.Write(_entry.Of(entry));
        }

        output.Write("]"u8);
    }

    private void JoinLevels(object value, PooledBufferWriter output)
    {
        output.Write("{"u8);
        bool first = true;
        foreach (KeyValuePair<string, TpSlLevels> level in (IReadOnlyDictionary<string, TpSlLevels>)value)
        {
            Separate(output, ref first);
            output.Write(RowTemplate.Quoted(_redactor.Text(level.Key)));
            output.Write(":"u8);
            output.Write(Redactor.IsSecretName(level.Key) ? RowTemplate.Quoted(Redactor.Mark) : _level.Of(level.Value));
        }

        output.Write("}"u8);
    }

    private static void Separate(PooledBufferWriter output, ref bool first)
    {
        if (!first)
        {
            output.Write(","u8);
        }

        first = false;
    }

    private sealed class Part(Action<object, PooledBufferWriter> join) : IJsonSource, IDisposable
    {
        private readonly PooledBufferWriter _bytes = new();
        private object? _value;
        private object? _encoded;

        public void Take(object value) => _value = value;

        public ReadOnlyMemory<byte> Encoded()
        {
            if (!ReferenceEquals(_value, _encoded))
            {
                _bytes.Clear();
                join(_value!, _bytes);
                _encoded = _value;
            }

            return _bytes.WrittenMemory;
        }

        public void Dispose() => _bytes.Dispose();
    }
}
