using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>
/// One item of <see cref="Response.Output"/>: a message, a call, reasoning, or a type that this library does not know,
/// which is then an <see cref="UnknownItem"/>.
/// </summary>
public abstract class OutputItem : WireObject
{
    private protected OutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The item's <c>type</c> (see <see cref="ItemTypes"/>); empty where the server sent none.</summary>
    public string Type => String("type"u8) ?? "";

    /// <summary>
    /// The item's id; null where the server gave none. After the response's terminal event it is the id under which the
    /// server stored the item, which on some servers is not the id of the stream's events.
    /// </summary>
    public string? Id => String("id"u8);

    /// <summary>The item's status (see <see cref="Statuses"/>); null for the types and servers that give none.</summary>
    public string? Status => String("status"u8);

    /// <summary>The item that this JSON object is. Never throws for a type or field it does not know.</summary>
    /// <param name="json">The object. It is kept, so it must not belong to a document that is disposed.</param>
    public static OutputItem FromJson(JsonElement json) =>
        JsonText.GetString(JsonText.Member(json, "type"u8)) switch
        {
            ItemTypes.Message => new MessageItem(json),
            ItemTypes.Reasoning => new ReasoningItem(json),
            ItemTypes.FunctionCall => new FunctionCallItem(json),
            ItemTypes.FunctionCallOutput => new FunctionCallOutputItem(json),
            ItemTypes.CustomToolCall => new CustomToolCallItem(json),
            ItemTypes.CustomToolCallOutput => new CustomToolCallOutputItem(json),
            ItemTypes.FileSearchCall => new FileSearchCallItem(json),
            ItemTypes.WebSearchCall => new WebSearchCallItem(json),
            ItemTypes.CodeInterpreterCall => new CodeInterpreterCallItem(json),
            ItemTypes.ImageGenerationCall => new ImageGenerationCallItem(json),
            ItemTypes.ComputerCall => new ComputerCallItem(json),
            ItemTypes.ComputerCallOutput => new ComputerCallOutputItem(json),
            ItemTypes.LocalShellCall => new LocalShellCallItem(json),
            ItemTypes.LocalShellCallOutput => new LocalShellCallOutputItem(json),
            ItemTypes.ShellCall => new ShellCallItem(json),
            ItemTypes.ShellCallOutput => new ShellCallOutputItem(json),
            ItemTypes.ApplyPatchCall => new ApplyPatchCallItem(json),
            ItemTypes.ApplyPatchCallOutput => new ApplyPatchCallOutputItem(json),
            ItemTypes.McpListTools => new McpListToolsItem(json),
            ItemTypes.McpCall => new McpCallItem(json),
            ItemTypes.McpApprovalRequest => new McpApprovalRequestItem(json),
            ItemTypes.McpApprovalResponse => new McpApprovalResponseItem(json),
            ItemTypes.McpToolCall => new McpToolCallItem(json),
            ItemTypes.ToolSearchCall => new ToolSearchCallItem(json),
            ItemTypes.ToolSearchOutput => new ToolSearchOutputItem(json),
            ItemTypes.AdditionalTools => new AdditionalToolsItem(json),
            ItemTypes.Program => new ProgramItem(json),
            ItemTypes.ProgramOutput => new ProgramOutputItem(json),
            ItemTypes.Compaction => new CompactionItem(json),
            ItemTypes.AgentMessage => new AgentMessageItem(json),
            ItemTypes.MultiAgentCall => new MultiAgentCallItem(json),
            ItemTypes.MultiAgentCallOutput => new MultiAgentCallOutputItem(json),
            _ => new UnknownItem(json),
        };
}
