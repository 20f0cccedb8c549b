using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Tests.Serialization;

[TestClass]
public sealed class RedactorTests
{
    private const string Key = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";

    private readonly Redactor _redactor = new([Key, "p4ss word\"x", "12345", "77665544"]);

    [TestMethod]
    [DataRow("apiKey")]
    [DataRow("API_KEY")]
    [DataRow("x-mbx-apikey")]
    [DataRow("binance_api_secret")]
    [DataRow("a_p_i_k_e_y")]
    [DataRow("clientSecret")]
    [DataRow("userPassword2")]
    [DataRow("private-key-id")]
    [DataRow("Authorization")]
    [DataRow("signature")]
    [DataRow("gcp_credentials")]
    [DataRow("BOT_TOKEN")]
    [DataRow("accessToken")]
    [DataRow("refresh_token")]
    [DataRow("client_email")]
    [DataRow("ssecret")]
    [DataRow("apapikey")]
    public void Values_of_secret_names_are_blanked_whatever_they_are(string name)
    {
        Assert.IsTrue(Redactor.IsSecretName(name));
        foreach (string value in new[] { "\"v\"", "1.5", "null", "true", "{\"a\":[1,{}]}", "[\"x\"]" })
        {
            Assert.AreEqual($$"""{"a":1,"{{name}}":"[redacted]","b":2}""", Rewritten($$"""{"a":1,"{{name}}":{{value}},"b":2}"""));
            Assert.AreEqual($"[{{\"n\":{{\"{name}\":\"[redacted]\"}}}}]", Rewritten($"[{{\"n\":{{\"{name}\":{value}}}}}]"));
        }
    }

    [TestMethod]
    [DataRow("symbol")]
    [DataRow("token")]
    [DataRow("tokens")]
    [DataRow("sign")]
    [DataRow("pass")]
    [DataRow("api")]
    [DataRow("keys")]
    [DataRow("secre")]
    [DataRow("")]
    [DataRow("passion")]
    public void Ordinary_names_are_none(string name) => Assert.IsFalse(Redactor.IsSecretName(name));

    [TestMethod]
    [DataRow("key " + Key + " rejected", "key [redacted] rejected")]
    [DataRow(Key + Key, "[redacted][redacted]")]
    [DataRow("p4ss word\"x!", "[redacted]!")]
    [DataRow("chat 77665544", "chat [redacted]")]
    [DataRow("12345 is too short to be one", "12345 is too short to be one")]
    [DataRow("vmPUZE6mv9SD5VN", "[redacted]")]
    [DataRow("piece VNHk4HlWFsOr6aKE2z of it", "piece [redacted] of it")]
    [DataRow("/fapi/v1/order?symbol=A&signature=ab12&timestamp=1", "/fapi/v1/order?symbol=A&signature=[redacted]&timestamp=1")]
    [DataRow("?apiKey=q1&token=q2&secret=q3", "?apiKey=[redacted]&token=[redacted]&secret=[redacted]")]
    [DataRow("Password=hunter2;Server=x", "Password=[redacted];Server=x")]
    [DataRow("X-MBX-APIKEY: abcdef, Accept: */*", "X-MBX-APIKEY: [redacted], Accept: */*")]
    [DataRow("authorization: Bearer ey.J.x next", "authorization: Bearer [redacted] next")]
    [DataRow("body {\"api_secret\": \"v v\", \"a\": 1}", "body {\"api_secret\": \"[redacted]\", \"a\": 1}")]
    [DataRow("proxy http://user:pw@host:8080/x", "proxy http://[redacted]@host:8080/x")]
    [DataRow("a -----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- b", "a [redacted] b")]
    [DataRow("a -----BEGIN EC KEY-----\ncut off", "a [redacted]")]
    [DataRow("boom\n   at HedgeFlow.Feed.Reader.Next(String line) in /x/y.cs:line 3\n   at Z", "boom")]
    [DataRow("boom at Ns.Type.Method(String)", "boom")]
    [DataRow("Traceback (most recent call last):\n File \"/home/u/x.py\", line 3", "")]
    [DataRow("x File \"/home/u/x.py\", line 3, in f", "x")]
    [DataRow("no format at least (3) of that", "no format at least (3) of that")]
    [DataRow("margin is insufficient", "margin is insufficient")]
    public void Texts_lose_their_secrets_and_nothing_else(string text, string expected) => Assert.AreEqual(expected, _redactor.Text(text));

    [TestMethod]
    public void A_text_without_anything_suspicious_is_the_same_instance_and_costs_nothing()
    {
        const string Text = "order rejected: margin is insufficient (code -2019), symbol BTCUSDT, qty 0.002";
        Assert.AreSame(Text, _redactor.Text(Text));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            _redactor.Text(Text);
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void A_clean_document_is_recognised_without_allocation_and_its_copy_is_the_same_bytes()
    {
        byte[] document = Encoding.UTF8.GetBytes(
            """{"updated_at":"2025-11-24T16:00:00.412000+00:00","symbols":[{"symbol":"BTCUSDT","policy":{"reason":"maker_strong"},"n":-1.5E-07,"i":81234567890,"note":"café – ok"}],"e":{},"x":null,"b":[true,false]}""");
        Assert.IsTrue(_redactor.IsClean(document));
        Assert.AreEqual(Encoding.UTF8.GetString(document), Rewritten(Encoding.UTF8.GetString(document)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            _redactor.IsClean(document);
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    [DataRow("""{"a":"signature=1"}""")]
    [DataRow("""{"a":"{'api_secret': 'v'}"}""")]
    [DataRow("""{"a":{"apiKey":1}}""")]
    [DataRow("""{"a":["x\nat N.T.M("]}""")]
    [DataRow("""["-----BEGIN"]""")]
    [DataRow("""["p4ss word\"x"]""")]
    [DataRow("""{"vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A":1}""")]
    public void A_document_with_something_to_take_out_is_never_called_clean(string json) =>
        Assert.IsFalse(_redactor.IsClean(Encoding.UTF8.GetBytes(json)));

    [TestMethod]
    public void A_secret_as_a_name_is_taken_out_as_well() =>
        Assert.AreEqual("""{"[redacted]":1}""", Rewritten($$"""{"{{Key}}":1}"""));

    [TestMethod]
    public void An_exception_gives_one_short_line_without_folders()
    {
        var inner = new IOException("Could not find '/work/desk one/logs/state/nav.json'.\nsecond line");
        Assert.AreEqual("Could not find 'nav.json'.", Redactor.Exception(inner));
        Assert.AreEqual("Could not find 'nav.json'.", Redactor.Exception(new AggregateException("outer", new AggregateException(inner))));
        Assert.AreEqual("see x.txt and https://h/a/b (BTC/USDT, N/A)", Redactor.Exception(new IOException("see C:\\Users\\me\\x.txt and https://h/a/b (BTC/USDT, N/A)")));
        Assert.AreEqual("InvalidOperationException", Redactor.Exception(new InvalidOperationException("\n")));
        Assert.AreEqual(300, Redactor.Exception(new IOException(new string('y', 5000))).Length);
        Assert.AreEqual(299, Redactor.Exception(new IOException(new string('y', 299) + "😀😀")).Length, "no half character");
        Assert.AreEqual("bad [redacted]", _redactor.Message(new IOException("bad " + Key)));
        Assert.DoesNotContain("vmPUZE", _redactor.Message(new IOException(new string('y', 290) + Key)), "cut after it is redacted, not before");
    }

    [TestMethod]
    public void A_log_line_stays_one_line() => Assert.AreEqual("a b [redacted]", _redactor.Line("a\nb\t" + Key));

    [TestMethod]
    public void A_document_held_as_nodes_is_copied_only_when_needed()
    {
        var clean = new JsonObject { ["a"] = 1 };
        Assert.AreSame(clean, _redactor.Node(clean));
        var dirty = new JsonObject { ["a"] = new JsonArray("x " + Key), ["password"] = 5 };
        Assert.AreEqual("""{"a":["x [redacted]"],"password":"[redacted]"}""", _redactor.Node(dirty)!.ToJsonString());
        Assert.IsNull(_redactor.Node(null));
    }

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    public void A_text_built_against_the_patterns_ends_in_time()
    {
        foreach (string part in new[] { "at a.", "'secret", "secret ", "-----BEGIN ", "/a", "File \"", "x://", "authorization: " })
        {
            string text = string.Concat(Enumerable.Repeat(part, 20_000));
            _redactor.Text(text);
            _redactor.Message(new IOException(text));
        }
    }

    private string Rewritten(string json)
    {
        var output = new ArrayBufferWriter<byte>();
        _redactor.Rewrite(Encoding.UTF8.GetBytes(json), output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
