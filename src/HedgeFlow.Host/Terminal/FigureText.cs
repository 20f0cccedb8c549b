using System.Globalization;

namespace HedgeFlow.Host.Terminal;

/// <summary>Figures as people read them; a missing one is a dash.</summary>
internal static class FigureText
{
    public const string Missing = "–";

    public static string Number(double? value, string format = "0.####") =>
        value is { } number && double.IsFinite(number) ? number.ToString(format, CultureInfo.InvariantCulture) : Missing;

    /// <summary>A fraction as percent.</summary>
    public static string Percent(double? fraction, string format = "0.0") =>
        fraction is { } value && double.IsFinite(value) ? Number(value * 100, format) + "%" : Missing;
}
