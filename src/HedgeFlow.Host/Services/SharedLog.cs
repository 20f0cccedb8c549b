using HedgeFlow.Domain;
using HedgeFlow.Host.Settings;
using HedgeFlow.State;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Services;

/// <summary>
/// Appends lines to a log that the executor appends to as well: opened for each call, so that a rotation by the executor is never
/// written past, and rotated here only while no executor runs.
/// </summary>
internal sealed class SharedLog(EngineSettings settings, Action<string> log)
{
    public void Append(JournalRow row) => AppendAll([row]);

    public void AppendAll(IEnumerable<JournalRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        bool alone = BookLock.IsFree(settings.Paths.LockPath(StatePrograms.Executor));
        using var journal = new Journal(settings.Paths, new JournalOptions
        {
            Files = new JsonlOptions { MaxBytes = alone ? settings.Host.JsonlMaxBytes : 0, BackupCount = settings.Host.JsonlBackups, Log = log },
            Redactor = settings.Redactor,
        });
        foreach (JournalRow row in rows)
        {
            journal.Append(row);
        }
    }
}
