using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>
/// The base class of the items of <see cref="Response.Output"/>: messages, calls, reasoning and so on. An item whose type this library does
/// not know is an <see cref="UnknownItem"/>.
/// </summary>
public abstract class OutputItem : WireObject
{
    private protected OutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>type</c> (see <see cref="ItemTypes"/>); empty if absent.</summary>
    public string Type => String("type"u8) ?? "";

    /// <summary>
    /// The <c>id</c>; null if absent. In the final response it is the id under which the server stored the item. Some servers send another
    /// id in the events of the stream.
    /// </summary>
    public string? Id => String("id"u8);

    /// <summary>The <c>status</c> (see <see cref="Statuses"/>); null if absent. Some types and servers have none.</summary>
    public string? Status => String("status"u8);

    /// <summary>Creates an item of the class that belongs to the <c>type</c>. Accepts any JSON.</summary>
    /// <param name="json">
    /// The item. If it is not an object, or undefined, the result is an <see cref="UnknownItem"/>. The item keeps it, so its document must
    /// not be disposed.
    /// </param>
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
