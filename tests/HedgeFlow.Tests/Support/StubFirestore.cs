using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace HedgeFlow.Tests.Support;

/// <summary>How the stub treats its next request.</summary>
internal enum StubFault
{
    None,
    Unavailable503,
    Quota429,
    Forbidden403,
    Unauthorized401,
    Redirect302,
    Hang,

    /// <summary>The request is carried out and the answer is cut off.</summary>
    Torn,

    /// <summary>The connection is closed instead of an answer.</summary>
    Dropped,

    WrongJson,

    /// <summary>Every collection has one document, of the environment <c>dev</c>.</summary>
    ForeignList,
}

/// <summary>
/// A server that speaks enough of Firestore's REST interface to keep documents, and misbehaves on demand. One request per
/// connection.
/// </summary>
internal sealed class StubFirestore : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly Queue<StubFault> _script = new();
    private readonly List<string> _requests = [];
    private readonly List<string> _bodies = [];
    private readonly Dictionary<string, (JsonNode Fields, int Version)> _documents = new(StringComparer.Ordinal);
    private int _version;

    public StubFirestore()
    {
        _listener.Start();
        Address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _ = AcceptAsync();
    }

    public string Address { get; }

    /// <summary>What every request gets when the script is used up.</summary>
    public StubFault Standing { get; set; }

    /// <summary>Request lines so far.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Bodies of the requests so far.</summary>
    public IReadOnlyList<string> Bodies
    {
        get
        {
            lock (_lock)
            {
                return [.. _bodies];
            }
        }
    }

    /// <summary>Names of the documents.</summary>
    public IReadOnlyList<string> Documents
    {
        get
        {
            lock (_lock)
            {
                return [.. _documents.Keys.Order(StringComparer.Ordinal)];
            }
        }
    }

    public void Next(params ReadOnlySpan<StubFault> faults)
    {
        lock (_lock)
        {
            foreach (StubFault fault in faults)
            {
                _script.Enqueue(fault);
            }
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        CancellationToken stop = _stop.Token;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(stop), stop);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        using TcpClient owned = client;
        try
        {
            NetworkStream stream = client.GetStream();
            (string line, string body) = await ReadAsync(stream, stop);
            StubFault fault;
            lock (_lock)
            {
                _requests.Add(line);
                _bodies.Add(body);
                fault = _script.TryDequeue(out StubFault next) ? next : Standing;
            }

            switch (fault)
            {
                case StubFault.Hang:
                    await Task.Delay(Timeout.Infinite, stop);
                    break;
                case StubFault.Dropped:
                    break;
                default:
                    (int status, string answer) = Answer(fault, line, body);
                    byte[] bytes = Encoding.UTF8.GetBytes(answer);
                    string head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nLocation: http://{Address}/elsewhere\r\nConnection: close\r\nContent-Length: {bytes.Length}\r\n\r\n");
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(head), stop);
                    await stream.WriteAsync(fault == StubFault.Torn ? bytes.AsMemory(0, bytes.Length / 2) : bytes, stop);
                    break;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // The other side gave up, or the test is over.
        }
    }

    private (int Status, string Body) Answer(StubFault fault, string line, string body) => fault switch
    {
        StubFault.Unavailable503 => (503, Error(503, "UNAVAILABLE")),
        StubFault.Quota429 => (429, Error(429, "RESOURCE_EXHAUSTED")),
        StubFault.Forbidden403 => (403, Error(403, "PERMISSION_DENIED")),
        StubFault.Unauthorized401 => (401, Error(401, "UNAUTHENTICATED")),
        StubFault.Redirect302 => (302, ""),
        StubFault.WrongJson => (200, "<html>"),
        StubFault.ForeignList => (200, """{"documents":[{"name":"x/y","fields":{"env":{"stringValue":"dev"}},"updateTime":"2026-01-01T00:00:00Z"}]}"""),
        _ => line.StartsWith("POST", StringComparison.Ordinal) ? Commit(body) : Get(line.Split(' ')[1].Split('?')[0]),
    };

    private (int Status, string Body) Commit(string body)
    {
        lock (_lock)
        {
            var results = new JsonArray();
            foreach (JsonNode? write in JsonNode.Parse(body)!["writes"]!.AsArray())
            {
                string name = write!["update"]!["name"]!.GetValue<string>();
                _documents[name] = (write["update"]!["fields"]!.DeepClone(), ++_version);
                results.Add(new JsonObject { ["updateTime"] = Time(_version) });
            }

            return (200, new JsonObject { ["writeResults"] = results, ["commitTime"] = Time(_version) }.ToJsonString());
        }
    }

    private (int Status, string Body) Get(string path)
    {
        string name = Uri.UnescapeDataString(path["/v1/".Length..]);
        lock (_lock)
        {
            return _documents.TryGetValue(name, out (JsonNode Fields, int Version) document)
                ? (200, new JsonObject { ["name"] = name, ["fields"] = document.Fields.DeepClone(), ["updateTime"] = Time(document.Version) }.ToJsonString())
                : (404, Error(404, "NOT_FOUND"));
        }
    }

    private static string Time(int version) => string.Create(CultureInfo.InvariantCulture, $"2026-01-01T00:00:00.{version:000000}Z");

    private static string Error(int code, string status) =>
        string.Create(CultureInfo.InvariantCulture, $$$"""{"error":{"code":{{{code}}},"message":"no","status":"{{{status}}}"}}""");

    private static async Task<(string Line, string Body)> ReadAsync(NetworkStream stream, CancellationToken stop)
    {
        var bytes = new List<byte>();
        var buffer = new byte[1 << 16];
        int bodyStart = -1, length = 0;
        while (bodyStart < 0 || bytes.Count < bodyStart + length)
        {
            int read = await stream.ReadAsync(buffer, stop);
            if (read == 0)
            {
                throw new IOException("closed");
            }

            bytes.AddRange(buffer.AsSpan(0, read));
            if (bodyStart < 0)
            {
                string head = Encoding.ASCII.GetString([.. bytes]);
                int end = head.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                if (end >= 0)
                {
                    bodyStart = end + 4;
                    string? header = head[..end].Split("\r\n").FirstOrDefault(h => h.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
                    length = header is null ? 0 : int.Parse(header.Split(':')[1], CultureInfo.InvariantCulture);
                }
            }
        }

        string text = Encoding.UTF8.GetString([.. bytes]);
        return (text[..text.IndexOf('\r', StringComparison.Ordinal)], Encoding.UTF8.GetString([.. bytes.Skip(bodyStart).Take(length)]));
    }
}
