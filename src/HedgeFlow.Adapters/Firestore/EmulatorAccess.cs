namespace HedgeFlow.Adapters.Firestore;

/// <summary>The emulator's administrator; no secret.</summary>
public sealed class EmulatorAccess : IAccessTokens
{
    public ValueTask<string> GetAsync(CancellationToken stop) => ValueTask.FromResult("owner");
}
