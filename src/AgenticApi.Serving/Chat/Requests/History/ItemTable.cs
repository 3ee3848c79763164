using System.Collections.Frozen;

namespace AgenticApi.Serving.Chat;

/// <summary>What becomes of the items of a conversation, by type. A type that is not named here is refused.</summary>
internal static class ItemTable
{
    /// <summary>A reference to an item that a server keeps.</summary>
    public const string Reference = "item_reference";

    private static readonly FrozenDictionary<string, ItemRule> Rules = new Dictionary<string, ItemRule>(StringComparer.Ordinal)
    {
        [ItemTypes.Message] = new(ItemUse.Message),
        [ItemTypes.Reasoning] = new(ItemUse.Reasoning),

        [ItemTypes.FunctionCall] = new(ItemUse.Call) { Arguments = "arguments" },
        [ItemTypes.CustomToolCall] = new(ItemUse.Call) { Arguments = "input" },
        [ItemTypes.LocalShellCall] = new(ItemUse.Call) { Function = "local_shell", Arguments = "action" },
        [ItemTypes.ShellCall] = new(ItemUse.Call) { Function = "shell", Arguments = "action" },
        [ItemTypes.ApplyPatchCall] = new(ItemUse.Call) { Function = "apply_patch", Arguments = "operation" },
        [ItemTypes.ComputerCall] = new(ItemUse.Call) { Function = "computer", Arguments = "action" },
        [ItemTypes.ToolSearchCall] = new(ItemUse.Call) { Function = "tool_search", Arguments = "arguments", MayBeServers = true },
        [ItemTypes.MultiAgentCall] = new(ItemUse.Call) { Arguments = "arguments" },

        [ItemTypes.FunctionCallOutput] = new(ItemUse.Output) { Answers = ItemTypes.FunctionCall },
        [ItemTypes.CustomToolCallOutput] = new(ItemUse.Output) { Answers = ItemTypes.CustomToolCall },
        [ItemTypes.LocalShellCallOutput] = new(ItemUse.Output) { Answers = ItemTypes.LocalShellCall },
        [ItemTypes.ShellCallOutput] = new(ItemUse.Output) { Answers = ItemTypes.ShellCall },
        [ItemTypes.ApplyPatchCallOutput] = new(ItemUse.Output) { Answers = ItemTypes.ApplyPatchCall },
        [ItemTypes.ComputerCallOutput] = new(ItemUse.Output) { Answers = ItemTypes.ComputerCall },
        [ItemTypes.ToolSearchOutput] = new(ItemUse.Output) { Answers = ItemTypes.ToolSearchCall, MayBeServers = true },
        [ItemTypes.MultiAgentCallOutput] = new(ItemUse.Output) { Answers = ItemTypes.MultiAgentCall },

        [ItemTypes.WebSearchCall] = new(ItemUse.Told),
        [ItemTypes.FileSearchCall] = new(ItemUse.Told),
        [ItemTypes.CodeInterpreterCall] = new(ItemUse.Told),
        [ItemTypes.ImageGenerationCall] = new(ItemUse.Told),
        [ItemTypes.McpCall] = new(ItemUse.Told),
        [ItemTypes.McpToolCall] = new(ItemUse.Told),
        [ItemTypes.McpApprovalRequest] = new(ItemUse.Told),
        [ItemTypes.McpApprovalResponse] = new(ItemUse.Told),
        [ItemTypes.Program] = new(ItemUse.Told),
        [ItemTypes.ProgramOutput] = new(ItemUse.Told),
        [ItemTypes.AgentMessage] = new(ItemUse.Told),
        [ItemTypes.Compaction] = new(ItemUse.Told),

        // Its tools are among those that the model is given.
        [ItemTypes.AdditionalTools] = new(ItemUse.LeftOut),

        // The tools of another server, which nobody here can call.
        [ItemTypes.McpListTools] = new(ItemUse.LeftOut),

        // Codex sends it when its settings change; the request has the new ones too.
        ["configuration_update"] = new(ItemUse.LeftOut),

        [Reference] = new(ItemUse.Refused) { Refusal = "Item not found. Give the item itself in place of a reference to it." },
        ["compaction_trigger"] = new(ItemUse.Refused) { Refusal = "Conversations are not compacted here: leave it out, and send a shorter conversation." },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What becomes of items of a type; null for one that is not known.</summary>
    public static ItemRule? Find(string type) => Rules.GetValueOrDefault(type);
}
