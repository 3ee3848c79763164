using System.Text.Json;
using AgenticApi.Execution.Tests.Conversations;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI.Tests.Support;

/// <summary>Converts recorded items to what a user of the abstractions sends.</summary>
internal static class ChatHistory
{
    /// <summary>Recorded items as messages.</summary>
    public static ChatMessage Message(JsonElement item, ChatResponse? before) => RecordedTurn.Text(item, "type") switch
    {
        "function_call_output" => new ChatMessage(ChatRole.Tool, [Result(item)]),
        "custom_tool_call_output" => new ChatMessage(ChatRole.Tool, [Custom(item)]),
        "mcp_approval_response" => new ChatMessage(ChatRole.User, [Approval(item, before!)]),
        "message" or "" when RecordedTurn.Member(item, "content") is { } content && RecordedTurn.Text(item, "role") is var role and not "assistant" => new ChatMessage(new ChatRole(role), [.. Parts(content)]),
        _ => new ChatMessage(ChatRole.User, [new AIContent { RawRepresentation = OutputItem.FromJson(item) }]),
    };

    /// <summary>The messages after they were stored as JSON.</summary>
    public static IReadOnlyList<ChatMessage> Stored(IEnumerable<ChatMessage> messages) =>
        JsonSerializer.Deserialize<List<ChatMessage>>(JsonSerializer.Serialize(messages, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;

    private static IEnumerable<AIContent> Parts(JsonElement content) => content.ValueKind == JsonValueKind.String
        ? [new TextContent(content.GetString())]
        : content.EnumerateArray().Select(part => new TextContent(RecordedTurn.Text(part, "text")));

    private static FunctionResultContent Result(JsonElement item) => new(RecordedTurn.Text(item, "call_id"), OutputOf(item));

    private static FunctionResultContent Custom(JsonElement item) =>
        new(RecordedTurn.Text(item, "call_id"), OutputOf(item)) { AdditionalProperties = new() { [ChatProperties.CallType] = "custom_tool_call" } };

    private static object OutputOf(JsonElement item) => RecordedTurn.Member(item, "output") is { ValueKind: JsonValueKind.Array } parts
        ? parts.EnumerateArray().Select(part => (AIContent)new TextContent(RecordedTurn.Text(part, "text"))).ToList()
        : RecordedTurn.Text(item, "output");

    private static ToolApprovalResponseContent Approval(JsonElement item, ChatResponse before) => before.Messages.SelectMany(message => message.Contents)
        .OfType<ToolApprovalRequestContent>().Single(request => request.RequestId == RecordedTurn.Text(item, "approval_request_id"))
        .CreateResponse(RecordedTurn.Member(item, "approve")!.Value.GetBoolean(), RecordedTurn.Member(item, "reason")?.GetString());
}
