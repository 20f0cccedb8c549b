using System.Runtime.InteropServices;

namespace HedgeFlow.Storage;

/// <summary>Puts the calling thread behind the latency-critical ones. On Linux by its nice value: the thread priority does nothing there.</summary>
internal static class BackgroundPriority
{
    private const int ThisThread = 0;

    /// <summary>Lowers the calling thread for the rest of its life. Best effort; true when the system agreed.</summary>
    public static bool Lower(int nice)
    {
        if (OperatingSystem.IsLinux())
        {
            // For setpriority a "process" is a kernel task, and 0 is the calling one: this changes one thread only.
            return Libc.SetPriority(0, ThisThread, nice) == 0 || Marshal.GetLastPInvokeError() == 0;
        }

        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        return true;
    }
}
