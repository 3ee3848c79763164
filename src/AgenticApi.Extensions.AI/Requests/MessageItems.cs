using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts the contents of a message to items.</summary>
internal static class MessageItems
{
    private const string Developer = "developer";

    public static IEnumerable<OutputItem> Of(ChatRole role, IReadOnlyList<AIContent> contents, IReadOnlyDictionary<string, string> callTypes)
    {
        var parts = new List<JsonObject>();
        foreach (var content in contents)
        {
            if (ItemOf(content, callTypes) is { } item)
            {
                if (Message(role, parts) is { } before)
                {
                    yield return before;
                }

                yield return item;
            }
            else if ((role == ChatRole.Assistant ? AnswerPart(content) : ContentParts.Of(content)) is { } part)
            {
                parts.Add(part);
            }
        }

        if (Message(role, parts) is { } last)
        {
            yield return last;
        }
    }

    /// <summary>Returns the item of a content; null for a part of a message, and for a content that is not sent.</summary>
    private static OutputItem? ItemOf(AIContent content, IReadOnlyDictionary<string, string> callTypes) => content switch
    {
        // The item of a server tool's call includes its result.
        { RawRepresentation: OutputItem raw } => content is ToolResultContent and not FunctionResultContent ? null : raw,
        FunctionCallContent call => CallItems.Of(call),
        FunctionResultContent result => CallItems.Of(result, callTypes),
        TextReasoningContent { ProtectedData: { Length: > 0 } encrypted } reasoning => Item(new JsonObject
        {
            ["type"] = ItemTypes.Reasoning,
            ["summary"] = string.IsNullOrEmpty(reasoning.Text) ? new JsonArray() : new JsonArray((JsonNode)ContentParts.Text("summary_text", reasoning.Text)),
            ["encrypted_content"] = encrypted,
        }),
        ToolApprovalResponseContent { ToolCall: not FunctionCallContent } response => CallItems.Approval(response),
        ToolApprovalRequestContent { ToolCall: McpServerToolCallContent call } request => Item(new JsonObject
        {
            ["type"] = ItemTypes.McpApprovalRequest,
            ["id"] = request.RequestId,
            ["name"] = call.Name,
            ["server_label"] = call.ServerName,
            ["arguments"] = JsonText.Of(call.Arguments ?? new Dictionary<string, object?>()),
        }),
        _ => null,
    };

    private static JsonObject? AnswerPart(AIContent content) => content is TextContent { Text: { Length: > 0 } text } ? ContentParts.Text("output_text", text) : null;

    private static OutputItem? Message(ChatRole role, List<JsonObject> parts)
    {
        if (parts.Count == 0)
        {
            return null;
        }

        var item = Item(new JsonObject
        {
            ["type"] = ItemTypes.Message,
            ["role"] = role == ChatRole.System || role == ChatRole.Assistant || role.Value == Developer ? role.Value : ChatRole.User.Value,
            ["content"] = new JsonArray([.. parts]),
        });
        parts.Clear();
        return item;
    }

    private static OutputItem Item(JsonObject json) => OutputItem.FromJson(JsonText.ElementOf(json));
}
