using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace HedgeFlow.Tests.Support;

/// <summary>Google's Firestore emulator as a process of the test's own, on a free port of the loopback interface.</summary>
internal sealed class FirestoreEmulator : IDisposable
{
    private const string MainClass = "com.google.cloud.datastore.emulator.firestore.CloudFirestore";

    private Process _process;

    private FirestoreEmulator(int port)
    {
        Port = port;
        _process = Launch(port);
    }

    public int Port { get; }

    public string Host => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>Starts it; the test is inconclusive where it is not installed.</summary>
    public static FirestoreEmulator Start()
    {
        Requires.Present(Jar() is not null && Find("java") is not null, "the Firestore emulator of the gcloud CLI, and java");
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return new FirestoreEmulator(port);
    }

    /// <summary>SIGKILL: what it held is gone.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
    }

    /// <summary>A new, empty one on the same port.</summary>
    public void StartAgain()
    {
        Kill();
        _process.Dispose();
        _process = Launch(Port);
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private static Process Launch(int port)
    {
        var start = new ProcessStartInfo(Find("java")!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "-Duser.language=en", "-cp", Jar()!, MainClass, "start", "--host=127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"--port={port}") },
        };
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        bool up = SpinWait.SpinUntil(() => process.HasExited || Answers(http, port), TimeSpan.FromSeconds(60));
        Assert.IsTrue(up && !process.HasExited, "the emulator did not start");
        return process;
    }

    private static bool Answers(HttpClient http, int port)
    {
        try
        {
            using HttpResponseMessage answer = http.Send(new HttpRequestMessage(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")));
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static string? Jar() => new[] { Find("gcloud") }
        .OfType<string>()
        .Select(gcloud => File.ResolveLinkTarget(gcloud, returnFinalTarget: true)?.FullName ?? gcloud)
        .Select(gcloud => Path.GetDirectoryName(Path.GetDirectoryName(gcloud)))
        .Append("/usr/lib/google-cloud-sdk")
        .Append(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "google-cloud-sdk"))
        .Select(root => Path.Combine(root ?? "", "platform", "cloud-firestore-emulator", "cloud-firestore-emulator.jar"))
        .FirstOrDefault(File.Exists);

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
