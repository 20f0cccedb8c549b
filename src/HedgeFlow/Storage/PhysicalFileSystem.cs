namespace HedgeFlow.Storage;

/// <summary>The machine's file system: system calls on Linux, the base class library elsewhere.</summary>
public static class PhysicalFileSystem
{
    public static IFileSystem Instance { get; } = OperatingSystem.IsLinux() ? new LinuxFileSystem() : new PortableFileSystem();
}
