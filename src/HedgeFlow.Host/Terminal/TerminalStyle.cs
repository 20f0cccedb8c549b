namespace HedgeFlow.Host.Terminal;

/// <summary>Whether a stream is watched by a person.</summary>
internal static class TerminalStyle
{
    /// <summary>False when the stream is redirected, or <c>NO_COLOR</c> or <c>TERM=dumb</c> ask for plain lines.</summary>
    public static bool IsInteractive(bool redirected) =>
        !redirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not ("dumb" or null or "");
}
