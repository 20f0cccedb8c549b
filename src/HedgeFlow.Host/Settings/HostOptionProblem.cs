namespace HedgeFlow.Host.Settings;

/// <summary>An option of <c>hedgeflow.json</c> that is out of its range.</summary>
/// <param name="Key">Name as the file has it.</param>
/// <param name="Value">What stands there, or holds there by default.</param>
/// <param name="Remedy">What to write instead.</param>
internal readonly record struct HostOptionProblem(string Key, string Value, string Remedy)
{
    public override string ToString() => $"{Key} = {Value}: {Remedy}";
}
