using System.Text.Json;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>A request for a response.</summary>
/// <param name="Number">Its number among all of them, from 1.</param>
/// <param name="Body">The JSON of its body.</param>
/// <param name="Headers">Its headers, whose names are compared without their case.</param>
public sealed record ServedRequest(int Number, JsonElement Body, IReadOnlyDictionary<string, string> Headers)
{
    public bool IsStreamed => Flag("stream") == true;

    public bool IsStored => Flag("store") != false;

    public bool IsBackground => Flag("background") == true;

    public string? PreviousResponseId => Member("previous_response_id") is { ValueKind: JsonValueKind.String } id ? id.GetString() : null;

    public string? Conversation => Member("conversation") switch
    {
        { ValueKind: JsonValueKind.String } id => id.GetString(),
        { ValueKind: JsonValueKind.Object } conversation => conversation.GetProperty("id").GetString(),
        _ => null,
    };

    /// <summary>The items of its <c>input</c>, of which a text is one; without those that it refers to.</summary>
    public IReadOnlyList<JsonElement> Input => Member("input") switch
    {
        { ValueKind: JsonValueKind.String } text => [JsonSerializer.SerializeToElement(new { type = "message", role = "user", content = text })],
        { ValueKind: JsonValueKind.Array } items => [.. items.EnumerateArray()],
        _ => [],
    };

    /// <summary>Returns a member of the body; null if there is none.</summary>
    public JsonElement? Member(string name) => Body.TryGetProperty(name, out var value) ? value : null;

    private bool? Flag(string name) => Member(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
