using System.Net;
using System.Text.Json;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.ServerTests;

/// <summary>Talks to a <see cref="ModelServer"/> with nothing but HTTP.</summary>
internal sealed class TestClient(ModelServer server) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = server.BaseUrl };

    public static object Call(string callId, string arguments = "{}") => new { type = "function_call", call_id = callId, name = "f", arguments };

    public static object Output(string callId) => new { type = "function_call_output", call_id = callId, output = "ok" };

    public void Dispose() => _client.Dispose();

    /// <summary>Posts a request and returns the answer when its head has come.</summary>
    public Task<HttpResponseMessage> PostAsync(object body, CancellationToken cancellationToken = default) => _client.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "responses") { Content = new StringContent(JsonSerializer.Serialize(body)) },
        HttpCompletionOption.ResponseHeadersRead,
        cancellationToken);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path) =>
        _client.SendAsync(new HttpRequestMessage(method, path), HttpCompletionOption.ResponseHeadersRead);

    /// <summary>Posts a request and folds its stream.</summary>
    public async Task<AccumulatedResponse> StreamAsync(object body) => await FoldAsync(await PostAsync(body));

    public async Task<AccumulatedResponse> StreamAsync() => await StreamAsync(new { input = "Hi", stream = true });

    public async Task<AccumulatedResponse> BlockAsync(object body) =>
        ResponseAccumulator.FromJson(await (await PostAsync(body)).Content.ReadAsStringAsync());

    public async Task<AccumulatedResponse> GetAsync(string id) =>
        ResponseAccumulator.FromJson(await (await SendAsync(HttpMethod.Get, $"responses/{id}")).Content.ReadAsStringAsync());

    public static async Task<AccumulatedResponse> FoldAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return await ResponseAccumulator.FromStreamAsync(await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>Posts a request that is refused, and returns the status and the message.</summary>
    public async Task<(int Status, JsonElement Error)> RefusedAsync(object body)
    {
        using var answer = await PostAsync(body);
        var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return ((int)answer.StatusCode, json.GetProperty("error"));
    }

    /// <summary>Reads until the answer ends or breaks, and returns its events and whether it broke.</summary>
    public static async Task<(List<string> Events, bool IsBroken)> ReadAsync(HttpResponseMessage answer)
    {
        var events = new List<string>();
        try
        {
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                {
                    events.Add(line["data: ".Length..]);
                }
            }
        }
        catch (IOException)
        {
            return (events, true);
        }

        return (events, false);
    }
}
