using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using AgenticApi.Scripted;

namespace AgenticApi.Cassettes.Tests.Scripted;

/// <summary>Has a scenario's conversation with its server, in the simplest way.</summary>
internal sealed class Conversation(Arguments arguments, Uri baseUrl) : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly ClientWebSocket _socket = new();
    private readonly ToolOutputs _outputs = new(arguments.File("--tool-outputs"));
    private readonly List<Turn> _turns = [];
    private readonly List<JsonNode> _said = [];
    private string? _conversation;

    /// <summary>The answers, in order.</summary>
    public static async Task<IReadOnlyList<Turn>> PlayAsync(Scenario scenario)
    {
        await using var server = await ScriptedServer.StartAsync(scenario);
        using var conversation = new Conversation(new Arguments(scenario.RecordArguments), server.BaseUrl);
        return await conversation.PlayAsync();
    }

    public void Dispose()
    {
        _http.Dispose();
        _socket.Dispose();
    }

    private async Task<IReadOnlyList<Turn>> PlayAsync()
    {
        if (arguments["--mode"] is "conversation" or "mixed")
        {
            using var created = await _http.PostAsync(new Uri($"{baseUrl}/conversations"), new StringContent("{}"));
            _conversation = (string)JsonNode.Parse(await created.Content.ReadAsStringAsync())!["id"]!;
        }

        for (var number = 1; number <= arguments.Prompts.Count; number++)
        {
            var body = Body(number);
            _turns.Add(arguments.Has("--websocket") ? await AskSocketAsync(body) : await AskAsync(body));
            if (arguments.Has("--interrupt-after"))
            {
                _turns.Add(await ResumeAsync(_turns[^1]));
            }
        }

        return _turns;
    }

    private JsonObject Body(int number)
    {
        var last = number == arguments.Prompts.Count;
        var before = last && arguments.Number("--branch-from") is { } from ? _turns[from - 1] : _turns.LastOrDefault();
        var stateless = arguments["--mode"] is null && arguments.Has("--no-store");
        var chained = (arguments["--mode"] is null && !stateless) || arguments["--mode"] == "store-then-not" || (arguments["--mode"] == "mixed" && number % 2 == 0);
        var prompt = arguments.Prompts[number - 1];
        List<JsonNode> input = before is null || arguments["--mode"] == "isolation" ? [] : [.. _outputs.Answer(before.Folded.Response)];
        JsonNode[] saying = [.. input, .. prompt.Length == 0 ? [] : new[] { Message(prompt) }];
        if (stateless)
        {
            // What both sides said so far, and what is said now.
            _said.AddRange([.. (before?.Folded.Response.Output ?? []).Select(item => JsonNode.Parse(item.Json.GetRawText())!), .. saying]);
        }

        var body = new JsonObject
        {
            ["model"] = arguments["--model"],
            ["input"] = input.Count == 0 && !stateless ? prompt : new JsonArray([.. (stateless ? [.. _said] : saying).Select(item => item.DeepClone())]),
            ["previous_response_id"] = chained ? before?.Folded.Response.Id : null,
            ["conversation"] = chained ? null : _conversation,
            ["instructions"] = arguments["--instructions"],
            ["tools"] = arguments.File("--tools"),
            ["tool_choice"] = arguments.Value("--tool-choice"),
            ["max_output_tokens"] = arguments.Number("--max-output-tokens"),
            ["store"] = arguments.Has("--no-store") || (arguments["--mode"] == "store-then-not" && number > 1) ? false : arguments.Has("--store") ? true : null,
            ["background"] = arguments.Has("--background") ? true : null,
            ["stream"] = arguments.Has("--websocket") ? null : arguments.Has("--stream"),
        };
        foreach (var (name, value) in arguments.Value("--set") as JsonObject ?? [])
        {
            body[name] = value?.DeepClone();
        }

        return new JsonObject(body.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
    }

    private async Task<Turn> AskAsync(JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{baseUrl}/responses"));
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return await ReadAsync(request, arguments.Number("--interrupt-after"));
    }

    private async Task<Turn> ResumeAsync(Turn begun)
    {
        var last = JsonNode.Parse(begun.Text.Split("data: ")[^1])!["sequence_number"];
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{baseUrl}/responses/{begun.Folded.Response.Id}?stream=true&starting_after={last}"));
        return await ReadAsync(request, null);
    }

    /// <summary>Reads an answer, or no more than some frames of it.</summary>
    private async Task<Turn> ReadAsync(HttpRequestMessage request, int? frames)
    {
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var text = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && (frames is null or > 0))
        {
            text.Append(line).Append('\n');
            frames -= line.Length == 0 ? 1 : 0;
        }

        return new Turn((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType == "text/event-stream", text.ToString());
    }

    private async Task<Turn> AskSocketAsync(JsonObject body)
    {
        if (_socket.State == WebSocketState.None)
        {
            await _socket.ConnectAsync(new UriBuilder(baseUrl) { Scheme = "ws", Path = "/v1/responses" }.Uri, CancellationToken.None);
        }

        body["type"] = "response.create";
        await _socket.SendAsync(Encoding.UTF8.GetBytes(body.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None);
        var text = new StringBuilder();
        string type;
        do
        {
            var message = await ReceiveAsync();
            text.Append(message).Append('\n');
            type = (string)JsonNode.Parse(message)!["type"]!;
        }
        while (type is not ("response.completed" or "error"));
        return new Turn(101, true, text.ToString());
    }

    private async Task<string> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[1024];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return Encoding.UTF8.GetString(message.ToArray());
    }

    private static JsonObject Message(string prompt) => new() { ["type"] = "message", ["role"] = "user", ["content"] = prompt };
}
