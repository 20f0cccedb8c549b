using System.Globalization;
using HedgeFlow.Domain;

namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>
/// Ids for intents that came without: <c>sig_</c> or <c>ord_</c> and ten hexadecimal digits. The same seed gives the same ids in
/// the same order, so a replay repeats them; a live run takes a seed of its own. Not thread-safe. Source: services contract, intent.
/// </summary>
public sealed class IntentIds(ulong seed)
{
    private SeededRandom _random = new(seed);

    public string NextAttemptId() => Next("sig_");

    public string NextIntentId() => Next("ord_");

    private string Next(string prefix) => prefix + (_random.NextBits() >> 24).ToString("x10", CultureInfo.InvariantCulture);
}
