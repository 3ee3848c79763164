using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Execution.Tests.Conversations;

/// <summary>Returns an item as one line, without its id and independent of the notation of its JSON.</summary>
internal static class ItemText
{
    public static string Of(JsonElement item) => RecordedTurn.Text(item, "type") switch
    {
        "function_call" => $"call {RecordedTurn.Text(item, "call_id")} {Call(item)}",
        "custom_tool_call" => $"custom call {RecordedTurn.Text(item, "call_id")} {Call(item)}",
        "function_call_output" or "custom_tool_call_output" => $"{RecordedTurn.Text(item, "type")} {RecordedTurn.Text(item, "call_id")} {Content(RecordedTurn.Member(item, "output"))}",
        "message" or "" => $"{RecordedTurn.Text(item, "role")}: {Content(RecordedTurn.Member(item, "content"))}",
        "reasoning" => $"reasoning {RecordedTurn.Text(item, "encrypted_content")} {Content(RecordedTurn.Member(item, "summary"))} {Content(RecordedTurn.Member(item, "content"))}",
        var type => $"{type} {Canonical(WithoutId(item))}",
    };

    /// <summary>The name and the arguments of a call.</summary>
    public static string Call(JsonElement item) => RecordedTurn.Member(item, "input") is { ValueKind: JsonValueKind.String } input
        ? Call(RecordedTurn.Text(item, "name"), input.GetString()!, isCustom: true)
        : Call(RecordedTurn.Text(item, "name"), RecordedTurn.Text(item, "arguments"), isCustom: false);

    public static string Call(string name, string arguments, bool isCustom) => $"{name} {(isCustom ? arguments : Canonical(JsonNode.Parse(arguments)))}";

    private static string Content(JsonElement? content) => content switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Array } parts => string.Join('|', parts.EnumerateArray().Select(
            part => part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text", out var text) ? text.ToString() : part.GetRawText())),
        _ => "",
    };

    private static JsonObject WithoutId(JsonElement item)
    {
        var json = JsonNode.Parse(item.GetRawText())!.AsObject();
        json.Remove("id");
        return json;
    }

    private static string Canonical(JsonNode? json) => json switch
    {
        JsonObject members => $"{{{string.Join(',', members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}:{Canonical(member.Value)}"))}}}",
        JsonArray items => $"[{string.Join(',', items.Select(Canonical))}]",
        null => "null",
        _ => json.ToJsonString(),
    };
}
