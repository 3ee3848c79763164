using System.Text.Json.Nodes;

namespace AgenticApi.Scripted.Playing;

/// <summary>What a request sends: words of the user, and outputs of tools.</summary>
internal static class RequestInput
{
    public static string Words(JsonObject request) =>
        request["input"] switch
        {
            JsonArray items => string.Concat(items.Where(item => (string?)item!["role"] == "user").Select(item => Content(item!["content"]))),
            { } text => text.ToString(),
            null => "",
        };

    /// <summary>The ids that the request answers.</summary>
    public static IReadOnlyList<string> Answered(JsonObject request) =>
        [.. (request["input"] as JsonArray ?? []).Select(item => AnswerOf(item!.AsObject())).OfType<string>()];

    private static string? AnswerOf(JsonObject item) =>
        (string?)item["type"] switch
        {
            "mcp_approval_response" => (string?)item["approval_request_id"],
            { } type when type.EndsWith("_output", StringComparison.Ordinal) => (string?)item["call_id"],
            _ => null,
        };

    private static string Content(JsonNode? content) =>
        content is JsonArray parts ? string.Concat(parts.Select(part => (string?)part!["text"])) : content?.ToString() ?? "";
}
