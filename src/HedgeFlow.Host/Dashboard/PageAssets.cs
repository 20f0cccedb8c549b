using System.Reflection;

namespace HedgeFlow.Host.Dashboard;

/// <summary>The page as it is built into the program: nothing is read from a folder, nothing comes from elsewhere.</summary>
internal static class PageAssets
{
    private static readonly Dictionary<string, (string Name, string Type)> Known = new(StringComparer.Ordinal)
    {
        ["/"] = ("index.html", "text/html; charset=utf-8"),
        ["/app.css"] = ("app.css", "text/css; charset=utf-8"),
        ["/plots.css"] = ("plots.css", "text/css; charset=utf-8"),
        ["/blocks.js"] = ("blocks.js", "text/javascript; charset=utf-8"),
        ["/app.js"] = ("app.js", "text/javascript; charset=utf-8"),
        ["/theme.js"] = ("theme.js", "text/javascript; charset=utf-8"),
        ["/icon.svg"] = ("icon.svg", "image/svg+xml"),
    };

    private static readonly Dictionary<string, byte[]> Bytes = Known.Values.ToDictionary(asset => asset.Name, asset => Read(asset.Name), StringComparer.Ordinal);

    public static IEnumerable<string> Paths => Known.Keys;

    public static (byte[] Body, string Type) Of(string path) => (Bytes[Known[path].Name], Known[path].Type);

    public static string Text(string name) => System.Text.Encoding.UTF8.GetString(Read(name));

    private static byte[] Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("page/" + name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
