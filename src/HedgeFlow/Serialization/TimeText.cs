namespace HedgeFlow.Serialization;

/// <summary>An ISO time with its JSON text, formatted when the time changes. Times come in runs: rows of one tick mostly share theirs.</summary>
internal struct TimeText
{
    private byte[]? _text;
    private double _epoch;
    private int _length;

    /// <summary>The JSON text with its quotes; empty where the time has no ISO form.</summary>
    public readonly ReadOnlySpan<byte> Text => _text.AsSpan(0, _length);

    public readonly bool Is(double epoch) => _text is not null && BitConverter.DoubleToInt64Bits(_epoch) == BitConverter.DoubleToInt64Bits(epoch);

    public void Set(double epoch, Redactor redactor)
    {
        if (Is(epoch))
        {
            return;
        }

        if (_text is null || _text.Length < IsoTime.LongestText + 2)
        {
            _text = new byte[IsoTime.LongestText + 2];
        }

        _epoch = epoch;
        int length = IsoTime.Format(epoch, _text.AsSpan(1));
        if (length == 0)
        {
            _length = 0;
            return;
        }

        _text[0] = _text[length + 1] = (byte)'"';
        _length = length + 2;
        if (!redactor.IsClean(Text))
        {
            _text = RowTemplate.Quoted(redactor.Text(IsoTime.Format(epoch)!));
            _length = _text.Length;
            _epoch = double.NegativeInfinity;
        }
    }
}
