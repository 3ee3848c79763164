using System.Collections.Frozen;

namespace AgenticApi.Serving.Chat;

/// <summary>The rules for the items of a conversation, by type. Other types are refused.</summary>
internal static class ItemTable
{
    /// <summary>The type of a reference to a stored item.</summary>
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
        [ItemTypes.ToolSearchCall] = new(ItemUse.Call) { Function = "tool_search", Arguments = "arguments", MayBeHosted = true },
        [ItemTypes.MultiAgentCall] = new(ItemUse.Call) { Arguments = "arguments" },

        [ItemTypes.FunctionCallOutput] = new(ItemUse.Output) { CallType = ItemTypes.FunctionCall },
        [ItemTypes.CustomToolCallOutput] = new(ItemUse.Output) { CallType = ItemTypes.CustomToolCall },
        [ItemTypes.LocalShellCallOutput] = new(ItemUse.Output) { CallType = ItemTypes.LocalShellCall },
        [ItemTypes.ShellCallOutput] = new(ItemUse.Output) { CallType = ItemTypes.ShellCall },
        [ItemTypes.ApplyPatchCallOutput] = new(ItemUse.Output) { CallType = ItemTypes.ApplyPatchCall },
        [ItemTypes.ComputerCallOutput] = new(ItemUse.Output) { CallType = ItemTypes.ComputerCall },
        [ItemTypes.ToolSearchOutput] = new(ItemUse.Output) { CallType = ItemTypes.ToolSearchCall, MayBeHosted = true },
        [ItemTypes.MultiAgentCallOutput] = new(ItemUse.Output) { CallType = ItemTypes.MultiAgentCall },

        [ItemTypes.WebSearchCall] = new(ItemUse.Described),
        [ItemTypes.FileSearchCall] = new(ItemUse.Described),
        [ItemTypes.CodeInterpreterCall] = new(ItemUse.Described),
        [ItemTypes.ImageGenerationCall] = new(ItemUse.Described),
        [ItemTypes.McpCall] = new(ItemUse.Described),
        [ItemTypes.McpToolCall] = new(ItemUse.Described),
        [ItemTypes.McpApprovalRequest] = new(ItemUse.Described),
        [ItemTypes.McpApprovalResponse] = new(ItemUse.Described),
        [ItemTypes.Program] = new(ItemUse.Described),
        [ItemTypes.ProgramOutput] = new(ItemUse.Described),
        [ItemTypes.AgentMessage] = new(ItemUse.Described),
        [ItemTypes.Compaction] = new(ItemUse.Described),

        // ServedTools reads the tools of this item.
        [ItemTypes.AdditionalTools] = new(ItemUse.LeftOut),

        // The tools of an MCP server, which cannot be called here.
        [ItemTypes.McpListTools] = new(ItemUse.LeftOut),

        // Codex sends this item when its settings change. The request also has the new settings.
        ["configuration_update"] = new(ItemUse.LeftOut),

        [Reference] = new(ItemUse.Refused) { Refusal = "Item not found. Send the item itself instead of a reference to it." },
        ["compaction_trigger"] = new(ItemUse.Refused) { Refusal = "Compaction is not supported: leave out this item and send a shorter conversation." },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Returns the rule for items of a type; null for an unknown type.</summary>
    public static ItemRule? Find(string type) => Rules.GetValueOrDefault(type);
}
