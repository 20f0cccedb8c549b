using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HedgeFlow.Adapters.Firestore;
using HedgeFlow.Host;
using HedgeFlow.Host.Commands;
using HedgeFlow.Host.Settings;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Adapters.Firestore;

[TestClass]
public class FirestoreCredentialsTests
{
    private static readonly string Key = NewKey();

    [TestMethod]
    public void The_first_source_that_applies_decides()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["path.json"], Account("one"));
        File.WriteAllText(folder["google.json"], Account("three"));
        File.WriteAllText(folder["default.json"], Account("four"));
        var variables = new Dictionary<string, string>
        {
            ["FIREBASE_CREDS_PATH"] = folder["path.json"],
            ["FIREBASE_CREDS_JSON"] = Account("two"),
            ["GOOGLE_APPLICATION_CREDENTIALS"] = folder["google.json"],
        };
        Assert.AreEqual("credentials step 1, project one", Find()!.ToString());
        variables["FIREBASE_CREDS_PATH"] = folder["absent.json"];
        Assert.AreEqual("credentials step 2, project two", Find()!.ToString());
        variables["FIREBASE_CREDS_JSON"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Account("base64")));
        Assert.AreEqual("base64", Find()!.ProjectId);
        variables["FIREBASE_CREDS_JSON"] = "  ";
        Assert.AreEqual(3, Find()!.Step);
        variables.Remove("GOOGLE_APPLICATION_CREDENTIALS");
        Assert.AreEqual(4, Find()!.Step);
        File.Delete(folder["default.json"]);
        Assert.IsNull(Find());

        FirestoreAccount? Find() => FirestoreCredentials.Find(variables.GetValueOrDefault, folder["default.json"], out _);
    }

    [TestMethod]
    [DataRow("not json at all, not base64 either")]
    [DataRow("[]")]
    [DataRow("""{"project_id":"p","client_email":"","private_key":"secretsecret"}""")]
    public void Unusable_json_is_an_error_that_shows_no_value(string json)
    {
        FirestoreException error = Assert.ThrowsExactly<FirestoreException>(() => FirestoreCredentials.Require(name => name == "FIREBASE_CREDS_JSON" ? json : null, "absent"));
        Assert.AreEqual(FirestoreErrorKind.Credentials, error.Kind);
        Assert.Contains("step 2", error.Message);
        Assert.DoesNotContain("secretsecret", error.Message);
        Assert.DoesNotContain("base64 either", error.Message);
    }

    [TestMethod]
    public void A_broken_key_is_refused_without_showing_it()
    {
        FirestoreException error = Assert.ThrowsExactly<FirestoreException>(
            () => new GoogleAccess(new FirestoreAccount(1, "p", "a@b", "-----BEGIN PRIVATE KEY-----\nCANARYKEY0123456789\n-----END PRIVATE KEY-----", null)));
        Assert.DoesNotContain("CANARY", error.ToString());
    }

    [TestMethod, Timeout(60_000)]
    [DataRow("Unauthorized401")]
    [DataRow("Dropped")]
    [DataRow("WrongJson")]
    public async Task No_secret_reaches_a_log_an_exception_or_a_file(string fault)
    {
        using var stub = new StubFirestore { Standing = Enum.Parse<StubFault>(fault) };
        using var desk = new MirrorDesk(stub.Address);
        var account = new FirestoreAccount(1, "p", "canary@mail.example", Key, $"http://{stub.Address}/token");
        FirestoreOptions options = FirestoreOptions.Emulator(stub.Address, "p") with { FirstDelaySeconds = 0.001, BreakSeconds = 0 };
        using var http = new FirestoreRestClient(options, new GoogleAccess(account), TimeProvider.System);
        var client = new RetryingFirestoreClient(http, options, TimeProvider.System, desk.Log.Add);
        FirestoreException error = await Assert.ThrowsExactlyAsync<FirestoreException>(() => client.GetAsync("hedge/dev", null, CancellationToken.None));
        string everything = string.Join('\n', desk.Log) + error + account
            + string.Concat(desk.Folder.Files.Select(file => File.ReadAllText(desk.Folder[file])));
        Assert.DoesNotContain("canary@mail", everything);
        Assert.DoesNotContain(Key.Split('\n')[1], everything);
        Assert.DoesNotContain("Bearer", everything);
        Assert.IsNotEmpty(stub.Requests, "the token service was asked");
    }

    [TestMethod, Timeout(60_000)]
    public async Task A_document_that_holds_a_secret_arrives_without_it()
    {
        using var stub = new StubFirestore();
        using var desk = new MirrorDesk(stub.Address);
        desk.Write("kpis_v7", """{"api_secret":"CANARYCANARY","note":"?signature=CANARYCANARY"}""");
        Assert.IsTrue((await desk.CycleAsync()).Ok);
        RemoteDocument document = (await desk.Client.GetAsync("hedge/dev/state/kpis_v7", null, CancellationToken.None))!;
        Assert.DoesNotContain("CANARY", document.Fields.ToJsonString());
    }

    [TestMethod, Timeout(60_000)]
    public async Task Doctor_counts_documents_and_tells_prod_and_mixtures_apart()
    {
        using var stub = new StubFirestore();
        using var folder = new TemporaryFolder();
        var variables = new Dictionary<string, string> { ["FIRESTORE_EMULATOR_HOST"] = stub.Address };
        stub.Standing = StubFault.Forbidden403;
        (int code, string text) = await DoctorAsync("dev");
        Assert.AreEqual(ExitCodes.Failure, code);
        Assert.Contains("permission", text);
        Assert.AreEqual(ExitCodes.ProdGuard, (await DoctorAsync("prod")).Code);
        variables["ALLOW_PROD_WRITE"] = variables["ALLOW_PROD_SYNC"] = "1";
        stub.Standing = StubFault.ForeignList;
        (code, text) = await DoctorAsync("prod");
        Assert.AreEqual(ExitCodes.Usage, code, text);
        Assert.Contains("mixed", text);
        (code, text) = await DoctorAsync("dev");
        Assert.AreEqual(ExitCodes.Success, code, text);
        Assert.Contains("1 document", text);

        async Task<(int Code, string Text)> DoctorAsync(string environment)
        {
            EngineSettings settings = SettingsOf.Live(folder.Path) with { EnvironmentName = environment, Environment = new EnvironmentReader(variables) };
            var output = new StringWriter();
            return (await DoctorFirestoreCommand.RunAsync(settings, output, output, CancellationToken.None), output.ToString());
        }
    }

    private static string Account(string project) => JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["project_id"] = project,
        ["client_email"] = "canary@mail.example",
        ["private_key"] = Key,
    });

    private static string NewKey()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportPkcs8PrivateKeyPem();
    }
}
