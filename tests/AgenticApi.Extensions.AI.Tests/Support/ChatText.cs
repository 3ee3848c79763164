using System.Text.Json;
using AgenticApi.Execution.Tests.Conversations;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI.Tests.Support;

/// <summary>A chat response as text, to compare it.</summary>
internal static class ChatText
{
    /// <summary>Everything that is serialized, including the items that it carries.</summary>
    public static IReadOnlyList<string> Lines(ChatResponse response, params IReadOnlyList<string> ignored) =>
        [.. JsonSerializer.Serialize(response, Options).Split('\n').Where(line => !ignored.Any(line.Contains))];

    /// <summary>The text and calls of the model, without ids, which differ between recordings.</summary>
    public static string Said(ChatResponse response) =>
        $"{response.FinishReason}\n" + string.Join('\n', response.Messages.Select(message => $"{message.Role}: {string.Join(" | ", message.Contents.Select(Said))}"));

    private static readonly JsonSerializerOptions Options = new(AIJsonUtilities.DefaultOptions) { WriteIndented = true };

    private static string Said(AIContent content) => content switch
    {
        TextContent text => $"text {text.Text}",
        TextReasoningContent reasoning => $"reasoning {reasoning.Text} {(reasoning.ProtectedData is null ? "" : "encrypted")}",
        FunctionCallContent call => $"call {ItemText.Call(call.Name, JsonSerializer.Serialize(call.Arguments, Options), isCustom: false)}",
        ErrorContent error => $"error {error.ErrorCode} {error.Message}",
        ToolApprovalRequestContent request => $"approval of {((McpServerToolCallContent)request.ToolCall).Name}",
        McpServerToolCallContent call => $"{call.ServerName}.{call.Name}",
        _ when content.AdditionalProperties?.TryGetValue(ChatProperties.Items, out var items) == true && items is JsonElement array => string.Join(',', array.EnumerateArray().Select(item => RecordedTurn.Text(item, "type"))),
        _ => content.GetType().Name,
    };
}
