using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts the result of a function to an output.</summary>
internal static class ResultOutput
{
    /// <summary>Returns the output: a string unchanged, contents as parts, any other value as JSON.</summary>
    public static ToolOutput Of(object? result) => result switch
    {
        null => ToolOutput.FromText(""),
        string text => ToolOutput.FromText(text),
        JsonElement json => Of(json),
        TextContent text => ToolOutput.FromText(text.Text ?? ""),
        AIContent content => Of([content]),
        IEnumerable<AIContent> contents => Of([.. contents]),
        ToolOutput output => output,
        _ => Of(JsonElement.Parse(JsonText.Of(result))),
    };

    private static ToolOutput Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => ToolOutput.FromText(json.GetString()!),
        JsonValueKind.Null or JsonValueKind.Undefined => ToolOutput.FromText(""),
        _ when json.TryGetMember("isError") is { ValueKind: JsonValueKind.True } && json.TryGetMember("content") is { ValueKind: JsonValueKind.Array } content =>
            ToolOutput.FromError(string.Join('\n', content.EnumerateArray().Select(static part => part.TryGetMember("text")?.ToString()).OfType<string>())),
        _ => ToolOutput.FromText(JsonText.ElementOf(JsonNode.Parse(json.GetRawText())!).GetRawText()),
    };

    private static ToolOutput Of(IReadOnlyList<AIContent> contents) =>
        contents.All(static content => content is TextContent)
            ? ToolOutput.FromText(string.Join('\n', contents.Cast<TextContent>().Select(static text => text.Text)))
            : ToolOutput.FromParts(JsonText.ElementOf(new JsonArray([.. contents.Select(ContentParts.Of).OfType<JsonNode>()])));
}
