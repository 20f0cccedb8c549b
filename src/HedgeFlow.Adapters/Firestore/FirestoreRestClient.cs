using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HedgeFlow.Serialization;

namespace HedgeFlow.Adapters.Firestore;

/// <summary>
/// Firestore over REST v1, one pooled connection pool, HTTP/2 where it is offered. One request per call: attempts are
/// <see cref="RetryingFirestoreClient"/>'s. Redirects are never followed, because the token would go with them.
/// </summary>
public sealed class FirestoreRestClient : IFirestoreClient, IDisposable
{
    private const int LargestAnswer = 16 << 20;
    private const int ListLimit = 300;

    private readonly HttpClient _http;
    private readonly FirestoreOptions _options;
    private readonly IAccessTokens _access;
    private readonly TimeProvider _time;
    private readonly string _root;
    private readonly string _documents;

    public FirestoreRestClient(FirestoreOptions options, IAccessTokens access, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _access = access;
        _time = time;
        _root = $"projects/{options.ProjectId}/databases/(default)/documents/";
        _documents = $"{options.Address}v1/projects/{Uri.EscapeDataString(options.ProjectId)}/databases/(default)/documents";
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(options.RequestSeconds),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            AutomaticDecompression = DecompressionMethods.GZip,
            UseCookies = false,
        })
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            MaxResponseContentBufferSize = LargestAnswer,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public bool IsRemote => true;

    public async Task<IReadOnlyList<string>> CommitAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken stop)
    {
        FirestoreWire.CommitAnswer answer = await PostAsync("commit", writes, FirestoreWireJson.Default.CommitAnswer, stop).ConfigureAwait(false);
        return answer.WriteResults is { } results && results.Count == writes.Count
            ? [.. results.Select(result => result.UpdateTime ?? "")]
            : throw new FirestoreException(FirestoreErrorKind.Unavailable, "commit: the answer does not fit the request");
    }

    public async Task<IReadOnlyList<WriteOutcome>> BatchWriteAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken stop)
    {
        FirestoreWire.BatchAnswer answer = await PostAsync("batchWrite", writes, FirestoreWireJson.Default.BatchAnswer, stop).ConfigureAwait(false);
        if (answer.Status is not { } states || states.Count != writes.Count)
        {
            throw new FirestoreException(FirestoreErrorKind.Unavailable, "batchWrite: the answer does not fit the request");
        }

        return [.. states.Select((state, i) => state is { Code: not 0 }
            ? new WriteOutcome("", Short(state.Message ?? "refused"))
            : new WriteOutcome(answer.WriteResults is { } results && i < results.Count ? results[i]?.UpdateTime ?? "" : "", null))];
    }

    public async Task<RemoteDocument?> GetAsync(string path, IReadOnlyList<string>? fields, CancellationToken stop)
    {
        FirestorePath.RequireDocument(path);
        string mask = fields is null ? "" : "?" + string.Join('&', fields.Select(f => $"mask.fieldPaths={Uri.EscapeDataString(FirestoreValues.MaskName(f))}"));
        byte[]? body = await SendAsync("get", HttpMethod.Get, $"{_documents}/{FirestorePath.Escape(path)}{mask}", null, documentRead: true, stop).ConfigureAwait(false);
        return body is null ? null : Remote(Parse("get", body, FirestoreWireJson.Default.Document));
    }

    public async Task<IReadOnlyList<RemoteDocument>> ListAsync(string collection, CancellationToken stop)
    {
        FirestorePath.RequireCollection(collection);
        byte[]? body = await SendAsync("list", HttpMethod.Get, $"{_documents}/{FirestorePath.Escape(collection)}?pageSize={ListLimit}", null, documentRead: true, stop).ConfigureAwait(false);
        return body is null ? [] : [.. (Parse("list", body, FirestoreWireJson.Default.ListAnswer).Documents ?? []).Select(Remote)];
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> PostAsync<T>(string verb, IReadOnlyList<DocumentWrite> writes, JsonTypeInfo<T> type, CancellationToken stop)
        where T : class
    {
        byte[]? body = await SendAsync(verb, HttpMethod.Post, $"{_documents}:{verb}", Body(writes), documentRead: false, stop).ConfigureAwait(false);
        return Parse(verb, body!, type);
    }

    private ReadOnlyMemory<byte> Body(IReadOnlyList<DocumentWrite> writes)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 16);
        using (var writer = new Utf8JsonWriter(buffer, OutputJson.WriterOptions with { MaxDepth = 1000 }))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("writes"u8);
            foreach (DocumentWrite write in writes)
            {
                FirestorePath.RequireDocument(write.Path);
                writer.WriteStartObject();
                writer.WriteStartObject("update"u8);
                writer.WriteString("name"u8, _root + write.Path);
                FirestoreValues.WriteFields(writer, write.Fields);
                writer.WriteEndObject();
                if (write.Merge)
                {
                    WriteMask(writer, write);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteMask(Utf8JsonWriter writer, DocumentWrite write)
    {
        writer.WriteStartObject("updateMask"u8);
        writer.WriteStartArray("fieldPaths"u8);
        foreach (KeyValuePair<string, System.Text.Json.Nodes.JsonNode?> member in write.Fields)
        {
            if (FirestoreValues.IsFieldName(member.Key))
            {
                writer.WriteStringValue(FirestoreValues.MaskName(member.Key));
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The body of the answer; null for a document that does not exist.</summary>
    private async Task<byte[]?> SendAsync(string verb, HttpMethod method, string address, ReadOnlyMemory<byte>? content, bool documentRead, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(_options.RequestSeconds), _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            using var request = new HttpRequestMessage(method, address) { Version = _http.DefaultRequestVersion, VersionPolicy = _http.DefaultVersionPolicy };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await _access.GetAsync(both.Token).ConfigureAwait(false));
            if (content is { } bytes)
            {
                request.Content = new ReadOnlyMemoryContent(bytes);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            }

            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, both.Token).ConfigureAwait(false);
            byte[] body = await response.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return body;
            }

            return documentRead && FirestoreAnswer.IsMissingDocument(response.StatusCode, body)
                ? null
                : throw FirestoreAnswer.Failure(verb, response.StatusCode, body, _options.Redactor);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new FirestoreException(FirestoreErrorKind.Unavailable, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{verb}: no answer within {_options.RequestSeconds:0.###} s"));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new FirestoreException(FirestoreErrorKind.Unavailable, $"{verb}: {(e as HttpRequestException)?.HttpRequestError.ToString() ?? "connection lost"}");
        }
    }

    private static T Parse<T>(string verb, byte[] body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new FirestoreException(FirestoreErrorKind.Unavailable, $"{verb}: the answer is torn");
        }
    }

    private RemoteDocument Remote(FirestoreWire.Document document)
    {
        string name = document.Name ?? "";
        return new RemoteDocument(
            name.StartsWith(_root, StringComparison.Ordinal) ? name[_root.Length..] : name,
            FirestoreValues.ReadFields(document.Fields),
            document.UpdateTime ?? "");
    }

    private string Short(string text) => FirestoreAnswer.Short(text, _options.Redactor);
}
