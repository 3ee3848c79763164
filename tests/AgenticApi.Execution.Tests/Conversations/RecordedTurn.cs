using System.Text;
using System.Text.Json;
using AgenticApi.Cassettes;

namespace AgenticApi.Execution.Tests.Conversations;

/// <summary>One turn of a recording, read without the code under test: what was sent, and what the model answered.</summary>
internal sealed class RecordedTurn
{
    public RecordedTurn(CassetteTurn turn)
    {
        Turn = turn;
        var body = turn.Request.Body;
        HasRequest = body.ValueKind == JsonValueKind.Object;
        Input = HasRequest ? ItemsOf(body) : [];
        PreviousResponseId = Member(body, "previous_response_id") is { ValueKind: JsonValueKind.String } id ? id.GetString() : null;
        HasConversation = Member(body, "conversation") is { ValueKind: JsonValueKind.String or JsonValueKind.Object };
        var events = Events(turn.Response).ToList();
        var final = events.LastOrDefault(IsFinal);
        var response = Member(final, "response") ?? final;
        Status = Member(response, "status")?.ToString() ?? "none";
        Id = Member(response, "id")?.GetString();
        Output = Member(response, "output") is { ValueKind: JsonValueKind.Array } output && output.GetArrayLength() > 0
            ? [.. output.EnumerateArray()]
            : [.. events.Where(e => Text(e, "type") == "response.output_item.done").Select(e => e.GetProperty("item"))];
    }

    public CassetteTurn Turn { get; }

    public bool HasRequest { get; }

    /// <summary>The items that were sent; a text is a message of the user.</summary>
    public IReadOnlyList<JsonElement> Input { get; }

    public string? PreviousResponseId { get; }

    public bool HasConversation { get; }

    /// <summary>The final response's id.</summary>
    public string? Id { get; }

    public string Status { get; }

    /// <summary>The items of the final response, or those of the stream if it has none.</summary>
    public IReadOnlyList<JsonElement> Output { get; }

    public IReadOnlyList<JsonElement> Calls => [.. Output.Where(item => Text(item, "type") is "function_call" or "custom_tool_call")];

    public string OutputText => string.Concat(Output.Where(item => Text(item, "type") == "message").SelectMany(item => item.GetProperty("content").EnumerateArray())
        .Where(part => Text(part, "type") == "output_text").Select(part => Text(part, "text")));

    public static bool IsOutput(JsonElement item) => Text(item, "type") is "function_call_output" or "custom_tool_call_output";

    public static string Text(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    public static JsonElement? Member(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    public static IReadOnlyList<JsonElement> ItemsOf(JsonElement body) => Member(body, "input") switch
    {
        { ValueKind: JsonValueKind.String } text => [JsonSerializer.SerializeToElement(new { type = "message", role = "user", content = text.GetString() })],
        { ValueKind: JsonValueKind.Array } items => [.. items.EnumerateArray()],
        _ => [],
    };

    /// <summary>The bytes as an HTTP server sends them: messages of a WebSocket become events.</summary>
    public byte[] ToHttpBytes() => Turn.Response.Transport == CassetteTransport.WebSocket
        ? Encoding.UTF8.GetBytes(string.Concat(Lines(Turn.Response).Select(line => $"data: {line}\n\n")))
        : Turn.Response.Bytes.ToArray();

    // A gateway's bare response has no type.
    private static bool IsFinal(JsonElement e) =>
        Text(e, "type") is "response.completed" or "response.incomplete" or "response.failed" || Text(e, "object") == "response";

    private static IEnumerable<JsonElement> Events(CassetteResponse response) => response.Transport switch
    {
        CassetteTransport.Blocking => [JsonElement.Parse(response.Bytes.Span)],
        CassetteTransport.WebSocket => Lines(response).Select(line => JsonElement.Parse(line)),
        _ => Lines(response).Where(line => line.StartsWith("data:", StringComparison.Ordinal) && !line.EndsWith("[DONE]", StringComparison.Ordinal)).Select(line => JsonElement.Parse(line[5..])),
    };

    private static string[] Lines(CassetteResponse response) =>
        response.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
