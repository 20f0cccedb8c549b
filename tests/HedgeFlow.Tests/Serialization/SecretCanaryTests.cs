using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.State;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Serialization;

/// <summary>
/// Secrets on every way in, then a search of every byte that came out: in clear, base64, hex, URL and JSON form, and in pieces.
/// The same search without the redactor must find them: otherwise the test is blind.
/// </summary>
[TestClass]
public sealed class SecretCanaryTests
{
    private static readonly string[] Canaries =
        [.. Enumerable.Range(1, 12).Select(i => $"cnry{i:00}Q7{Convert.ToHexStringLower(Encoding.ASCII.GetBytes($"k{i * 7919:000000}z"))}W{i}")];

    [TestMethod]
    public void No_canary_reaches_any_output_in_any_form()
    {
        string redacted = Outputs(new Redactor(SecretValues.Load(Variable, ReadFile)), out int files);
        Assert.IsGreaterThanOrEqualTo(4, files);
        string[] hits = [.. Canaries.SelectMany((canary, i) => Forms(canary).Where(form => redacted.Contains(form, StringComparison.OrdinalIgnoreCase)).Select(form => $"{i + 1}: {form}"))];
        Assert.IsEmpty(hits, string.Join('\n', hits));
        Assert.Contains(Redactor.Mark, redacted);
    }

    [TestMethod]
    public void Without_the_redactor_the_search_finds_them()
    {
        var everything = new StringBuilder();
        foreach (JsonObject document in Documents())
        {
            everything.Append(document.ToJsonString(new JsonSerializerOptions { Encoder = OutputJson.Encoder }));
        }

        foreach (Exception exception in Exceptions())
        {
            everything.Append(exception);
        }

        string text = everything.ToString();
        Assert.IsGreaterThanOrEqualTo(10, Canaries.Count(canary => Forms(canary).Any(form => text.Contains(form, StringComparison.Ordinal))));
    }

    [TestMethod]
    public void Secrets_come_from_the_variables_and_every_credential_file()
    {
        IReadOnlyList<string> secrets = SecretValues.Load(Variable, ReadFile);
        foreach (int canary in new[] { 0, 1, 2, 3, 4, 5 })
        {
            Assert.IsTrue(secrets.Any(secret => secret.Contains(Canaries[canary], StringComparison.Ordinal)), $"canary {canary + 1}");
        }

        Assert.IsEmpty(SecretValues.Load(_ => null, _ => null));
        Assert.IsEmpty(SecretValues.Load(_ => " ", _ => "not json"));
    }

    /// <summary>1 to 6 are loaded secrets; 7 to 12 are known by their place only.</summary>
    private static string? Variable(string name) => name switch
    {
        "BINANCE_API_KEY" => Canaries[0],
        "BINANCE_API_SECRET" => Canaries[1],
        "BOT_TOKEN" => Canaries[2],
        "FIREBASE_CREDS_JSON" => Convert.ToBase64String(Encoding.UTF8.GetBytes(Credentials(Canaries[3], "k", "m@x"))),
        "GOOGLE_APPLICATION_CREDENTIALS" => "creds.json",
        _ => null,
    };

    private static string? ReadFile(string path) =>
        path == "creds.json" ? Credentials($"-----BEGIN PRIVATE KEY-----\n{Canaries[4]}\n-----END PRIVATE KEY-----\n", Canaries[5], "mail@x") : null;

    private static string Credentials(string key, string id, string mail) =>
        new JsonObject { ["private_key"] = key, ["private_key_id"] = id, ["client_email"] = mail }.ToJsonString();

    private static IEnumerable<Exception> Exceptions()
    {
        yield return new IOException($"GET https://api/x?symbol=A&signature={Canaries[6]} failed with key {Canaries[0]}");
        yield return new InvalidOperationException($"connection Server=db;Password={Canaries[7]};", new IOException(Canaries[1]));
        yield return new AggregateException(new HttpRequestException($"proxy http://user:{Canaries[8]}@proxy:8080 refused"));
        yield return new ArgumentException($"{new string('x', 280)}{Canaries[2]}");
        yield return new IOException($"header X-MBX-APIKEY: {Canaries[9]}");
    }

    private static IEnumerable<JsonObject> Documents()
    {
        yield return new JsonObject
        {
            ["symbol"] = Canaries[0],
            ["metadata"] = new JsonObject
            {
                ["deep"] = new JsonArray(new JsonObject { ["exchange_api_key"] = Canaries[10] }),
                ["note"] = $"sent {Canaries[1]} to {Uri.EscapeDataString(Canaries[2])}",
                ["encoded"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Canaries[3])),
                ["hex"] = Convert.ToHexString(Encoding.UTF8.GetBytes(Canaries[0])),
                ["parts"] = new JsonArray([.. Canaries[1].Chunk(8).Select(part => JsonValue.Create(new string(part)))]),
            },
        };
        yield return new JsonObject
        {
            ["pem"] = $"-----BEGIN PRIVATE KEY-----\n{Canaries[4]}\n-----END PRIVATE KEY-----",
            ["line"] = Canaries[4],
            [Canaries[5]] = "as a name",
            ["query"] = $"/order?apiKey={Canaries[9]}&token={Canaries[6]}",
            ["embedded"] = $$"""answer {"secret":"{{Canaries[11]}}"}""",
            ["Authorization"] = new JsonObject { ["Bearer"] = Canaries[8] },
            ["environment"] = $"BINANCE_API_SECRET={Canaries[1]} HTTPS_PROXY=http://u:{Canaries[8]}@h:1",
            ["command"] = $"hedgeflow run --password={Canaries[7]}",
        };
    }

    private static string Outputs(Redactor redactor, out int files)
    {
        using var folder = new TemporaryFolder();
        var log = new List<string>();
        using (var journal = new Journal(new BookPaths(folder.Path), new JournalOptions { Redactor = redactor }))
        using (var publisher = new StatePublisher(folder["state"], new StatePublisherOptions { Redactor = redactor, Synchronous = true, Log = log.Add }))
        {
            foreach (JsonObject document in Documents())
            {
                journal.Append(new JournalRow(JournalFiles.OrderMetrics, document));
                journal.Append(new JournalRow(JournalFiles.RiskVetoes, document, "risk_veto"));
                publisher.Publish(new DocumentSurface("a", $"s{log.Count}.json").With(document));
                log.Add(redactor.Node(document)!.ToJsonString());
            }

            foreach (Exception exception in Exceptions())
            {
                log.Add(redactor.Message(exception));
                log.Add(redactor.Line(exception.ToString()));
                journal.Append(UnifiedEvent.Error(0, redactor.Message(exception), "exchange"));
            }
        }

        files = folder.Files.Length;
        return string.Concat(log) + string.Concat(folder.Files.Select(name => File.ReadAllText(folder[name])));
    }

    private static IEnumerable<string> Forms(string canary)
    {
        yield return canary;
        yield return Uri.EscapeDataString(canary);
        yield return Convert.ToHexString(Encoding.UTF8.GetBytes(canary));
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(canary)).TrimEnd('=');
        foreach (char[] part in canary.Chunk(8).Where(part => part.Length == 8))
        {
            yield return new string(part);
        }
    }
}
