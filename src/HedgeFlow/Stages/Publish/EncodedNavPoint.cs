using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>Encodes points of the NAV series, and rows of the NAV log, into one reused buffer. One thread.</summary>
internal sealed class EncodedNavPoint(Redactor redactor) : IRowFields, IDisposable
{
    private const int Time = 0;
    private const int Equity = 1;
    private const int Nav = 2;
    private const int Pnl = 3;
    private const int Realized = 4;
    private const int Unrealized = 5;

    private static readonly RowTemplate Template = new(NavStateJson.Default.NavSeriesPoint, new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["t"] = Time,
        ["equity"] = Equity,
        ["nav"] = Nav,
        ["total_equity"] = Equity,
        ["pnl"] = Pnl,
        ["realized_pnl"] = Realized,
        ["unrealized_pnl"] = Unrealized,
    });

    private readonly NumberText[] _numbers = new NumberText[Unrealized + 1];
    private readonly PooledBufferWriter _row = new(256);
    private TimeText _time;

    /// <summary>False when the newest point's time has no ISO form: such a point is in no series.</summary>
    public bool HasTime => !_time.Text.IsEmpty;

    /// <summary>A point of the series; valid until the next call.</summary>
    public ReadOnlySpan<byte> Point(double time, double equity, double nav, double? realized, double? unrealized)
    {
        _time.Set(time, redactor);
        _numbers[Equity].Set(equity);
        if (nav == equity)
        {
            _numbers[Nav] = _numbers[Equity];
        }
        else
        {
            _numbers[Nav].Set(nav);
        }

        _numbers[Pnl].Set(realized is null && unrealized is null ? double.NaN : (realized ?? 0) + (unrealized ?? 0));
        _numbers[Realized].Set(realized ?? double.NaN);
        _numbers[Unrealized].Set(unrealized ?? double.NaN);
        _row.Clear();
        _row.Advance(Template.Write(this, _row.GetSpan(Template.LengthOf(this))));
        return _row.WrittenSpan;
    }

    /// <summary>A row of the log: members without a value are left out. Valid until the next call.</summary>
    public ReadOnlySpan<byte> LogRow(double time, double nav, double? unrealized, double? realized)
    {
        _row.Clear();
        Member("{\"t\":"u8, Pnl, time);
        Member(",\"nav\":"u8, Nav, nav);
        Optional(",\"unrealized_pnl\":"u8, Unrealized, unrealized);
        Optional(",\"realized_pnl\":"u8, Realized, realized);
        _row.Write("}"u8);
        return _row.WrittenSpan;
    }

    public ReadOnlySpan<byte> Value(int field) => field == Time ? _time.Text : _numbers[field].Text;

    public void Dispose() => _row.Dispose();

    private void Optional(ReadOnlySpan<byte> name, int field, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            Member(name, field, number);
        }
    }

    private void Member(ReadOnlySpan<byte> name, int field, double value)
    {
        _numbers[field].Set(value);
        _row.Write(name);
        _row.Write(_numbers[field].Text);
    }
}
