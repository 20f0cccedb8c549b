using System.Runtime.InteropServices;

namespace HedgeFlow.Dataflow;

/// <summary>Lowers the priority of the calling thread on Linux, where <see cref="Thread.Priority"/> does nothing.</summary>
internal static partial class Niceness
{
    private const int PriorityOfProcess = 0;
    private const int CallingThread = 0;

    /// <summary>False when the system refused or has no such call; the thread then keeps its priority.</summary>
    public static bool TrySet(int nice)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            // To the kernel, "process 0" is the calling thread: nice values are per thread on Linux.
            return SetPriority(PriorityOfProcess, CallingThread, nice) == 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    /// <summary>The nice value of the calling thread; 0 where it cannot be read.</summary>
    public static int Current()
    {
        try
        {
            return OperatingSystem.IsLinux() ? GetPriority(PriorityOfProcess, CallingThread) : 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    private static partial int SetPriority(int which, int who, int nice);

    [LibraryImport("libc", EntryPoint = "getpriority", SetLastError = true)]
    private static partial int GetPriority(int which, int who);
}
