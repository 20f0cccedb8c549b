using HedgeFlow.Domain;
using HedgeFlow.Host.Settings;
using HedgeFlow.State;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Services;

/// <summary>
/// Appends a program's line to the heartbeat log, which the executor appends to as well: opened for each line, so that a rotation by
/// the executor is never written past, and rotated here only while no executor runs.
/// </summary>
internal sealed class HeartbeatLog(EngineSettings settings, Action<string> log)
{
    public void Append(JournalRow row)
    {
        bool alone = BookLock.IsFree(settings.Paths.LockPath(StatePrograms.Executor));
        using var journal = new Journal(settings.Paths, new JournalOptions
        {
            Files = new JsonlOptions { MaxBytes = alone ? settings.Host.JsonlMaxBytes : 0, BackupCount = settings.Host.JsonlBackups, Log = log },
            Redactor = settings.Redactor,
        });
        journal.Append(row);
    }
}
