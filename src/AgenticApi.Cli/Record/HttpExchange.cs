using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>Sends requests over HTTP, blocking or streaming.</summary>
internal sealed class HttpExchange : IExchange
{
    // The number of bytes of an unreadable answer that fits in about two lines of a terminal.
    private const int QuotedBytes = 300;

    private readonly RecordSettings _settings;
    private readonly HttpClient _client;

    public HttpExchange(RecordSettings settings, CassetteRecording recording)
    {
        _settings = settings;
        // Redirects are not followed: requests and the key must not go to another server than the one that the user named.
        var handler = new RecordingHandler(recording, new SocketsHttpHandler { AllowAutoRedirect = false });
        // Models can think for a long time, and the user can stop the command.
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        if (settings.Key is not null)
        {
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", settings.Key);
        }
    }

    public int? Status { get; private set; }

    public async Task<AccumulatedResponse> RespondAsync(JsonObject body, Action<long> onEvents, CancellationToken cancellationToken)
    {
        if (_settings.Stream)
        {
            body["stream"] = true;
        }

        using var response = await SendAsync(HttpMethod.Post, "responses", body, cancellationToken).ConfigureAwait(false);
        try
        {
            return !response.IsSuccessStatusCode ? await RefusalAsync(response, cancellationToken).ConfigureAwait(false)
                : _settings.Stream ? await FoldAsync(response, onEvents, cancellationToken).ConfigureAwait(false)
                : ResponseAccumulator.FromJson(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new InputException($"the server answered {(int)response.StatusCode}, and the connection broke before the end of its answer.");
        }
        catch (ResponseProtocolException e)
        {
            throw new InputException($"the server answered {(int)response.StatusCode}, and its answer is not a response: {e.Message}");
        }
    }

    public async Task<string> CreateConversationAsync(CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, "conversations", [], cancellationToken).ConfigureAwait(false);
        var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonNode.Parse(text)?["id"]?.GetValue<string>() ?? throw new InvalidOperationException();
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
        {
            throw new InputException($"the server created no conversation: it answered {(int)response.StatusCode} without an id.");
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Reads an answer whose status is an error: a response, an error object, or the text of a proxy.</summary>
    private static async Task<AccumulatedResponse> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (body.Length == 0)
        {
            throw new InputException($"the server answered {(int)response.StatusCode} without a body.");
        }

        try
        {
            return await ResponseAccumulator.FromStreamAsync(new MemoryStream(body), cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ResponseProtocolException)
        {
            var beginning = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, QuotedBytes)));
            var words = string.Join(' ', beginning.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            throw new InputException($"the server answered {(int)response.StatusCode}: {words}{(body.Length > QuotedBytes ? "…" : "")}");
        }
    }

    private async Task<AccumulatedResponse> FoldAsync(HttpResponseMessage response, Action<long> onEvents, CancellationToken cancellationToken)
    {
        var accumulator = new ResponseAccumulator();
        if (await ReadAsync(response, accumulator, onEvents, _settings.InterruptAfter, cancellationToken).ConfigureAwait(false))
        {
            var path = $"responses/{accumulator.Snapshot().Id}?stream=true&starting_after={accumulator.LastSequenceNumber}";
            using var rest = await SendAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false);
            await ReadAsync(rest, accumulator, onEvents, null, cancellationToken).ConfigureAwait(false);
        }

        return accumulator.Finish();
    }

    /// <summary>Reads events into the accumulator until the stream ends or the connection breaks.</summary>
    /// <returns>Whether it stopped after <paramref name="leaveAfter"/> events.</returns>
    private static async Task<bool> ReadAsync(
        HttpResponseMessage response, ResponseAccumulator accumulator, Action<long> onEvents, int? leaveAfter, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        // The recording must not contain bytes after the event at which reading stops.
        var events = leaveAfter is null ? stream : new NarrowStream(stream);
        await foreach (var step in accumulator.ReadAsync(events, cancellationToken).ConfigureAwait(false))
        {
            onEvents(accumulator.EventCount);
            if (accumulator.EventCount >= leaveAfter && !accumulator.HasEnded)
            {
                return true;
            }
        }

        return false;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(_settings.BaseUrl, path));
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(Json.Plain), Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        request.Headers.Accept.Add(new(_settings.Stream ? "text/event-stream" : "application/json"));
        try
        {
            var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            Status = (int)response.StatusCode;
            if (response.Headers.Location is { } elsewhere && (int)response.StatusCode is >= 300 and < 400)
            {
                response.Dispose();
                throw new InputException(
                    $"the server answered {(int)response.StatusCode}, a redirect to {elsewhere}, which is not followed. Give the server itself as --base-url.");
            }

            return response;
        }
        catch (HttpRequestException e)
        {
            throw new InputException($"the server cannot be reached: {e.Message}");
        }
    }
}
