namespace HedgeFlow.Host.Settings;

/// <summary>The run cannot start as it was asked for. The message is for the person at the terminal: which value, and the remedy.</summary>
internal sealed class SettingsException(string message) : Exception(message);
