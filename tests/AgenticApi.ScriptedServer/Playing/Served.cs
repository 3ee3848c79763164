using System.Text.Json.Nodes;

namespace AgenticApi.Scripted.Playing;

/// <summary>A response that was given, and what is needed to go on from it.</summary>
/// <param name="Response">The response as it ended.</param>
/// <param name="Events">Its events.</param>
/// <param name="Tokens">The tokens of the conversation so far.</param>
internal sealed record Served(JsonObject Response, IReadOnlyList<JsonObject> Events, int Tokens)
{
    /// <summary>The ids under which the client must answer: of calls that it is to run, and of approvals.</summary>
    public IReadOnlyList<string> Open { get; } =
        [.. (Response["output"] as JsonArray ?? []).Select(item => AnswerTo(item!.AsObject())).OfType<string>()];

    private static string? AnswerTo(JsonObject item) =>
        (string?)item["type"] switch
        {
            "function_call" or "custom_tool_call" or "shell_call" or "apply_patch_call" => (string?)item["call_id"],
            "mcp_approval_request" => (string?)item["id"],
            _ => null,
        };
}
