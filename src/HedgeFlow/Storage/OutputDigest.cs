using System.Security.Cryptography;
using System.Text;

namespace HedgeFlow.Storage;

/// <summary>
/// One SHA-256 over everything a run wrote: relative path, length and content of each file, in ordinal order of the paths.
/// Two runs with the same digest left the same bytes under the same names.
/// </summary>
public static class OutputDigest
{
    /// <summary>Lower-case hex digest of the files below <paramref name="folder"/>; lock files are no output.</summary>
    public static string Of(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        IEnumerable<string> all = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [];
        string[] files = [.. all
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(path => !path.EndsWith(".lock", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
        byte[] buffer = new byte[64 * 1024];
        foreach (string file in files)
        {
            using FileStream stream = File.OpenRead(Path.Combine(folder, file));
            hash.AppendData(Encoding.UTF8.GetBytes($"{file}\n{stream.Length}\n"));
            int read;
            while ((read = stream.Read(buffer)) > 0)
            {
                hash.AppendData(buffer.AsSpan(0, read));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
