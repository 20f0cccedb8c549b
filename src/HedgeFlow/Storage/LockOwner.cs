using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Storage;

/// <summary>Who holds a lock: a process id, and when that process started, because ids are used again.</summary>
/// <param name="Pid">Process id; 0 = nobody.</param>
/// <param name="Started">The system's own word for the start of the process; compared, never interpreted.</param>
/// <param name="Claim">Tells one claim of a process from its next, so that a file which took the name meanwhile is not mistaken for ours.</param>
internal readonly record struct LockOwner(int Pid, string Started, string Claim = "")
{
    private static long s_claims;

    public bool IsThisProcess => Pid == Environment.ProcessId && Started == StartOf(Pid);

    /// <summary>This process, in a claim like no other.</summary>
    public static LockOwner NewClaim() => new(
        Environment.ProcessId,
        StartOf(Environment.ProcessId) ?? "",
        Interlocked.Increment(ref s_claims).ToString(CultureInfo.InvariantCulture));

    /// <summary>True when the process that wrote this still runs.</summary>
    public bool IsAlive => Pid > 0 && StartOf(Pid) is { } started && started == Started;

    public byte[] Encode() => Encoding.UTF8.GetBytes(new JsonObject { ["pid"] = Pid, ["started"] = Started, ["claim"] = Claim }.ToJsonString());

    public static LockOwner Parse(ReadOnlySpan<byte> content) =>
        !content.IsEmpty && JsonNodes.TryParse(content, out _) is JsonObject map && Coerce.Integer(map["pid"]) is > 0 and <= int.MaxValue and { } pid
            ? new LockOwner((int)pid, Coerce.Text(map["started"]) ?? "", Coerce.Text(map["claim"]) ?? "")
            : default;

    public static LockOwner Read(string path)
    {
        try
        {
            using FileClaim? file = FileClaim.Peek(path);
            return file?.Owner ?? default;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    /// <summary>Start of a running process; null when there is none with this id.</summary>
    private static string? StartOf(int pid)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // Field 22 counts from the boot on; the name in field 2 may hold blanks and brackets.
                string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
                string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                bool ended = fields[0] is "Z" or "X";
                return ended ? null : $"{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()}/{fields[19]}";
            }

            using Process process = Process.GetProcessById(pid);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException
            or System.ComponentModel.Win32Exception or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
