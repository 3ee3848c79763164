using System.Text.Json.Nodes;

namespace AgenticApi.Scripted.Playing;

/// <summary>What a request sends: words of the user, calls of the turns before where the server keeps none, and what the calls gave.</summary>
internal static class RequestInput
{
    /// <summary>What the user says in this turn: the words after everything else.</summary>
    public static string Words(JsonNode? input) =>
        input is JsonArray items
            ? string.Concat(items.Reverse().TakeWhile(item => (string?)item!["role"] == "user").Reverse().Select(item => Content(item!["content"])))
            : input?.ToString() ?? "";

    /// <summary>The ids under which items want an answer: of calls that the client is to run, and of approvals.</summary>
    public static IReadOnlyList<string> Calls(JsonNode? items) => Ids(items, item =>
        (string?)item["type"] switch
        {
            "function_call" or "custom_tool_call" or "shell_call" or "apply_patch_call" => (string?)item["call_id"],
            "mcp_approval_request" => (string?)item["id"],
            _ => null,
        });

    /// <summary>The ids that items answer.</summary>
    public static IReadOnlyList<string> Answered(JsonNode? items) => Ids(items, item =>
        (string?)item["type"] switch
        {
            "mcp_approval_response" => (string?)item["approval_request_id"],
            { } type when type.EndsWith("_output", StringComparison.Ordinal) => (string?)item["call_id"],
            _ => null,
        });

    private static IReadOnlyList<string> Ids(JsonNode? items, Func<JsonObject, string?> id) =>
        [.. (items as JsonArray ?? []).Select(item => id(item!.AsObject())).OfType<string>()];

    private static string Content(JsonNode? content) =>
        content is JsonArray parts ? string.Concat(parts.Select(part => (string?)part!["text"])) : content?.ToString() ?? "";
}
