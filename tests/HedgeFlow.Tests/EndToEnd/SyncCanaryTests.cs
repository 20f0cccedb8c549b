using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.EndToEnd;

/// <summary>Secrets on every way into <c>run sync</c>, then a search of everything that came out: output, files, the remote.</summary>
[TestClass]
public sealed class SyncCanaryTests
{
    private static readonly string Key = PrivateKey();
    private static readonly string[] Canaries = ["cnryApiKey81Q7aa", "cnryApiSecret92W3bb", "cnryBotToken73E5cc", "cnry.mail.64@R1dd", "cnryKeyId55T9ee", .. KeyLines()];

    public static IEnumerable<object[]> Remotes =>
    [
        [nameof(StubFault.None)], [nameof(StubFault.Forbidden403)], [nameof(StubFault.Unauthorized401)], [nameof(StubFault.Redirect302)], [nameof(StubFault.WrongJson)],
    ];

    [TestMethod]
    [DynamicData(nameof(Remotes))]
    [Timeout(120_000)]
    public void No_secret_leaves_a_whole_run_whatever_the_remote_answers(string fault)
    {
        using var folder = new TemporaryFolder();
        using var remote = new StubFirestore { Standing = Enum.Parse<StubFault>(fault) };
        Plant(folder);
        Dictionary<string, string> environment = Environment(folder);
        environment["FIRESTORE_EMULATOR_HOST"] = remote.Address;
        string[] planted = folder.Files;

        var said = new StringBuilder();
        foreach (string[] arguments in new string[][]
        {
            ["run", "sync", "--once"], ["run", "sync", "--dry-run"], ["run", "sync", "--dry-run", "--json"], ["doctor"], ["doctor", "--json"], ["doctor", "firestore"],
        })
        {
            (_, string output, string errors) = HedgeFlowProcess.Run(environment, [.. arguments, "--logs", folder["logs"]]);
            said.Append(output).Append(errors);
        }

        Assert.IsTrue(File.Exists(folder["logs/state/nav_state.json"]), "it ran");
        AssertClean(said.ToString(), "output");
        foreach (string file in folder.Files.Except(planted))
        {
            AssertClean(File.ReadAllText(folder[file]), file);
        }

        AssertClean(string.Join('\n', remote.Requests.Concat(remote.Bodies)), "what the remote was sent");
    }

    [TestMethod]
    [DataRow("raw")]
    [DataRow("base64")]
    [DataRow("broken")]
    [DataRow("key")]
    [Timeout(120_000)]
    public void Credentials_in_any_form_stay_where_they_are(string form)
    {
        using var folder = new TemporaryFolder();
        Plant(folder);
        Dictionary<string, string> environment = Environment(folder);
        environment.Remove("FIREBASE_CREDS_PATH");
        string credentials = Credentials(form == "key" ? "cnryKeyId55T9ee no key at all" : Key);
        environment["FIREBASE_CREDS_JSON"] = form switch
        {
            "base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)),
            "broken" => credentials[..^2],
            _ => credentials,
        };
        (_, string output, string errors) = HedgeFlowProcess.Run(environment, "run", "sync", "--once", "--logs", folder["logs"]);
        AssertClean(output + errors, form);
    }

    [TestMethod]
    public void The_search_finds_what_is_there()
    {
        foreach (string canary in Canaries)
        {
            Assert.ThrowsExactly<AssertFailedException>(() => AssertClean($"x {canary} y", "planted"));
            Assert.ThrowsExactly<AssertFailedException>(() => AssertClean(Convert.ToBase64String(Encoding.UTF8.GetBytes(canary)), "planted"));
        }
    }

    private static void AssertClean(string text, string where)
    {
        foreach (string canary in Canaries)
        {
            Assert.IsFalse(text.Contains(canary, StringComparison.OrdinalIgnoreCase), $"{where}: {canary}");
            Assert.IsFalse(text.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(canary)).TrimEnd('='), StringComparison.Ordinal), $"{where}: base64 of {canary}");
        }
    }

    /// <summary>A desk whose own files hold secrets: the mirror must not carry them on.</summary>
    private static void Plant(TemporaryFolder folder)
    {
        Directory.CreateDirectory(folder["logs/state"]);
        File.WriteAllText(folder["creds.json"], Credentials(Key));
        var nav = new JsonObject
        {
            ["nav"] = 1000.0,
            ["updated_ts"] = 1764000000.0,
            ["legacy"] = $"key {Canaries[0]} and {Canaries[1]}",
            ["api_secret"] = Canaries[1],
            ["deep"] = new JsonArray(new JsonObject { ["note"] = $"https://x/?signature={Canaries[2]}" }),
        };
        File.WriteAllText(folder["logs/state/nav.json"], nav.ToJsonString());
        File.WriteAllText(folder["logs/state/risk_snapshot.json"], new JsonObject { ["updated_ts"] = 1764000000.0, ["text"] = Canaries[3] }.ToJsonString());
    }

    private static Dictionary<string, string> Environment(TemporaryFolder folder) => new()
    {
        ["BINANCE_API_KEY"] = Canaries[0],
        ["BINANCE_API_SECRET"] = Canaries[1],
        ["BOT_TOKEN"] = Canaries[2],
        ["BINANCE_TESTNET"] = "1",
        ["FIREBASE_CREDS_PATH"] = folder["creds.json"],
    };

    private static string Credentials(string key) => new JsonObject
    {
        ["project_id"] = "demo-hedgeflow",
        ["client_email"] = Canaries[3],
        ["private_key_id"] = Canaries[4],
        ["private_key"] = key,
    }.ToJsonString();

    private static string PrivateKey()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportPkcs8PrivateKeyPem();
    }

    private static IEnumerable<string> KeyLines() => Key.Split('\n').Where(line => line.Length == 64).Take(3);
}
