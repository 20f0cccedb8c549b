using HedgeFlow.Host.Settings;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Commands;

/// <summary>What every command does around its own work: settings, guard, errors in one line, exit codes.</summary>
internal static class CommandContext
{
    /// <summary>Runs a command that only reads.</summary>
    public static async Task<int> RunAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (SettingsException e)
        {
            await Console.Error.WriteLineAsync($"hedgeflow: {e.Message}");
            return ExitCodes.Usage;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
    }

    /// <summary>Runs a command that writes a book: the production guard first, then the program's lock for as long as it runs.</summary>
    /// <param name="settings">Settings of the run.</param>
    /// <param name="program">Whose lock: <c>executor</c>, <c>sync</c>, …</param>
    /// <param name="work">The command.</param>
    public static async Task<int> WriteBookAsync(EngineSettings settings, string program, Func<Task<int>> work)
    {
        return settings.MayWrite ? await HoldAsync(settings, program, work) : await RefuseAsync();
    }

    /// <summary>Ends a command that the production guard does not let write.</summary>
    public static async Task<int> RefuseAsync()
    {
        await Console.Error.WriteLineAsync("hedgeflow: environment prod without ALLOW_PROD_WRITE=1: nothing was written");
        return ExitCodes.ProdGuard;
    }

    /// <summary>Runs a command under the program's lock, without the production guard: for programs that guard themselves.</summary>
    public static async Task<int> HoldAsync(EngineSettings settings, string program, Func<Task<int>> work)
    {
        using BookLock? held = BookLock.TryAcquire(settings.Paths.LockPath(program), out string? refusal);
        if (held is null)
        {
            await Console.Error.WriteLineAsync($"hedgeflow: {refusal}: stop it first, or choose another --book");
            return ExitCodes.Locked;
        }

        return await work();
    }

    /// <summary>Where a program's lines go: standard error, redacted.</summary>
    public static Action<string> Log(EngineSettings settings) => line => Console.Error.WriteLine(settings.Redactor.Line(line));

    /// <summary>Warnings of the environment, once per run.</summary>
    public static void Warn(EngineSettings settings)
    {
        foreach (string warning in settings.Environment.Warnings)
        {
            Console.Error.WriteLine($"hedgeflow: {warning}");
        }
    }
}
