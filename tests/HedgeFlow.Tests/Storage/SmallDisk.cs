using System.Diagnostics;
using System.Globalization;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Storage;

/// <summary>A file system of a few kilobytes in memory, mounted for one test; needs the right to mount.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public static SmallDisk Mount(int kilobytes)
    {
        string path = Directory.CreateTempSubdirectory("hedgeflow-disk-").FullName;
        bool mounted = OperatingSystem.IsLinux()
            && Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={kilobytes}k"), "tmpfs", path);
        if (!mounted)
        {
            Directory.Delete(path);
        }

        Requires.Present(mounted, "the right to mount a file system");
        return new SmallDisk(path);
    }

    /// <summary>True when the disk takes no write any more, or takes them again.</summary>
    public bool SetReadOnly(bool readOnly) => Run("mount", "-o", readOnly ? "remount,ro" : "remount,rw", Path);

    public void Dispose()
    {
        Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
