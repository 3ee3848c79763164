namespace AgenticApi.Fuzzing.Generation;

/// <summary>One kind of text that streams: the item that it stands in, and the events that carry it.</summary>
/// <param name="ItemType">The type of the item.</param>
/// <param name="Item">What the item has when it is added, after its type and id.</param>
/// <param name="Final">What the finished item has; <c>$</c> stands for the text.</param>
/// <param name="Family">What the names of its events begin with.</param>
/// <param name="Member">The member of the done event.</param>
/// <param name="Index">The index beside <c>output_index</c>; null for none.</param>
/// <param name="PartFamily">What the names of its part's events begin with; null for none.</param>
/// <param name="Part">The part; <c>$</c> stands for the text.</param>
internal sealed record TextKind(
    string ItemType, string Item, string Final, string Family, string Member, string? Index = null, string? PartFamily = null, string? Part = null)
{
    public static readonly TextKind[] All =
    [
        new("message", ",\"role\":\"assistant\",\"content\":[]", ",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"$\",\"annotations\":[]}]",
            "response.output_text", "text", "content_index", "response.content_part", "{\"type\":\"output_text\",\"text\":\"$\",\"annotations\":[]}"),
        new("message", ",\"role\":\"assistant\",\"content\":[]", ",\"role\":\"assistant\",\"content\":[{\"type\":\"refusal\",\"refusal\":\"$\"}]",
            "response.refusal", "refusal", "content_index", "response.content_part", "{\"type\":\"refusal\",\"refusal\":\"$\"}"),
        new("reasoning", ",\"summary\":[]", ",\"summary\":[],\"content\":[{\"type\":\"reasoning_text\",\"text\":\"$\"}]",
            "response.reasoning_text", "text", "content_index", "response.reasoning_part", "{\"type\":\"reasoning_text\",\"text\":\"$\"}"),
        new("reasoning", ",\"summary\":[],\"encrypted_content\":\"gAAA\"", ",\"summary\":[{\"type\":\"summary_text\",\"text\":\"$\"}],\"encrypted_content\":\"gAAB\"",
            "response.reasoning_summary_text", "text", "summary_index", "response.reasoning_summary_part", "{\"type\":\"summary_text\",\"text\":\"$\"}"),
        new("function_call", ",\"call_id\":\"call_%\",\"name\":\"f\",\"arguments\":\"\"", ",\"call_id\":\"call_%\",\"name\":\"f\",\"arguments\":\"$\"",
            "response.function_call_arguments", "arguments"),
        new("custom_tool_call", ",\"call_id\":\"call_%\",\"name\":\"f\",\"input\":\"\"", ",\"call_id\":\"call_%\",\"name\":\"f\",\"input\":\"$\"",
            "response.custom_tool_call_input", "input"),
        new("mcp_call", ",\"server_label\":\"s\",\"name\":\"f\",\"arguments\":\"\"", ",\"server_label\":\"s\",\"name\":\"f\",\"arguments\":\"$\",\"output\":\"o\"",
            "response.mcp_call_arguments", "arguments"),
        new("code_interpreter_call", ",\"code\":\"\",\"outputs\":[]", ",\"code\":\"$\",\"outputs\":[{\"type\":\"logs\",\"logs\":\"1\"}]",
            "response.code_interpreter_call_code", "code"),
        new("apply_patch_call", ",\"call_id\":\"call_%\",\"operation\":{\"type\":\"create_file\",\"path\":\"a\",\"diff\":\"\"}",
            ",\"call_id\":\"call_%\",\"operation\":{\"type\":\"create_file\",\"path\":\"a\",\"diff\":\"$\"}", "response.apply_patch_call_operation_diff", "diff"),
        new("shell_call", ",\"call_id\":\"call_%\",\"action\":{\"commands\":[],\"timeout_ms\":5}", ",\"call_id\":\"call_%\",\"action\":{\"commands\":[\"$\"],\"timeout_ms\":5}",
            "response.shell_call_command", "command", "command_index"),
        new("shell_call_output", ",\"call_id\":\"call_%\",\"output\":[]",
            ",\"call_id\":\"call_%\",\"output\":[{\"stdout\":\"$\",\"stderr\":\"\",\"outcome\":{\"type\":\"exit\",\"exit_code\":0}}]",
            "response.shell_call_output_content", "output", "command_index"),
    ];

    /// <summary>Whether its delta is an object of two texts.</summary>
    public bool IsPrinted => Member == "output";
}
