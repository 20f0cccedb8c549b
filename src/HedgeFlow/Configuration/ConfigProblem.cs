using System.Text;

namespace HedgeFlow.Configuration;

/// <summary>One thing that is wrong in a configuration file, with what to do about it.</summary>
/// <param name="File">File as the user knows it.</param>
/// <param name="Line">Line of the value, from 1; 0 when the problem has no place in the text.</param>
/// <param name="Column">Column of the value in characters, from 1; 0 when unknown.</param>
/// <param name="Key">Key path, for example <c>global.tiers.CORE.per_symbol_nav_pct</c>; "" for the whole file.</param>
/// <param name="Value">The offending value as JSON, shortened; null when there is none.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to write instead.</param>
/// <param name="Severity">Whether the file can still be used.</param>
public sealed record ConfigProblem(
    string File, int Line, int Column, string Key, string? Value, string Message, string Remedy, ConfigSeverity Severity = ConfigSeverity.Error)
{
    /// <summary><c>file:line:column: error: key = value: message; remedy</c>, parts without content left out.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(File);
        if (Line > 0)
        {
            text.Append(':').Append(Line).Append(':').Append(Column);
        }

        text.Append(": ").Append(Severity == ConfigSeverity.Error ? "error" : "warning").Append(": ");
        if (Key.Length > 0)
        {
            text.Append(Key);
            if (Value is not null)
            {
                text.Append(" = ").Append(Value);
            }

            text.Append(": ");
        }

        text.Append(Message);
        if (Remedy.Length > 0)
        {
            text.Append("; ").Append(Remedy);
        }

        return text.ToString();
    }
}
