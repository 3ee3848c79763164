namespace AgenticApi.Tests.Folding;

/// <summary>Events, and the expected value of a member of the response after the last one.</summary>
internal sealed record ProtocolExample(string Name, string Where, string Expected, params string[] Events)
{
    public IEnumerable<string> Path => Where.Split('.');
}

/// <summary>An example for every event type of the published API and of known servers.</summary>
internal static class ProtocolExamples
{
    public static readonly string[] PublishedTypes =
    [
        "response.created", "response.queued", "response.in_progress", "response.completed", "response.incomplete", "response.failed", "error",
        "response.output_item.added", "response.output_item.done", "response.content_part.added", "response.content_part.done",
        "response.output_text.delta", "response.output_text.done", "response.output_text.annotation.added", "response.refusal.delta", "response.refusal.done",
        "response.reasoning_text.delta", "response.reasoning_text.done", "response.reasoning_summary_part.added", "response.reasoning_summary_part.done",
        "response.reasoning_summary_text.delta", "response.reasoning_summary_text.done", "response.function_call_arguments.delta", "response.function_call_arguments.done",
        "response.custom_tool_call_input.delta", "response.custom_tool_call_input.done", "response.mcp_call_arguments.delta", "response.mcp_call_arguments.done",
        "response.mcp_call.in_progress", "response.mcp_call.completed", "response.mcp_call.failed", "response.mcp_list_tools.in_progress",
        "response.mcp_list_tools.completed", "response.mcp_list_tools.failed", "response.file_search_call.in_progress", "response.file_search_call.searching",
        "response.file_search_call.completed", "response.web_search_call.in_progress", "response.web_search_call.searching", "response.web_search_call.completed",
        "response.code_interpreter_call.in_progress", "response.code_interpreter_call_code.delta", "response.code_interpreter_call_code.done",
        "response.code_interpreter_call.interpreting", "response.code_interpreter_call.completed", "response.image_generation_call.in_progress",
        "response.image_generation_call.generating", "response.image_generation_call.partial_image", "response.image_generation_call.completed",
        "response.shell_call_command.added", "response.shell_call_command.delta", "response.shell_call_command.done", "response.shell_call_output_content.delta",
        "response.shell_call_output_content.done", "response.audio.delta", "response.audio.done", "response.audio.transcript.delta", "response.audio.transcript.done",
        "keepalive", "response.apply_patch_call_operation_diff.delta", "response.apply_patch_call_operation_diff.done", "response.inject.created",
        "response.inject.failed", "response.reasoning_part.added", "response.reasoning_part.done", "response.mcp_tool_call.in_progress",
        "response.mcp_tool_call.completed", "response.done",
    ];

    public static readonly string[] PublishedItems =
    [
        "message", "reasoning", "function_call", "function_call_output", "custom_tool_call", "custom_tool_call_output", "file_search_call", "web_search_call",
        "code_interpreter_call", "image_generation_call", "computer_call", "computer_call_output", "local_shell_call", "local_shell_call_output", "shell_call",
        "shell_call_output", "apply_patch_call", "apply_patch_call_output", "mcp_list_tools", "mcp_call", "mcp_approval_request", "mcp_approval_response",
        "mcp_tool_call", "tool_search_call", "tool_search_output", "additional_tools", "program", "program_output", "compaction", "agent_message",
        "multi_agent_call", "multi_agent_call_output",
    ];

    private const string Text = "output.0.content.0.text";
    private static readonly string Message = Wire.Added(0, Wire.EmptyMessage("i"));
    private static readonly string Reasoning = Wire.Added(0, """{"type":"reasoning","id":"i","summary":[]}""");

    public static IEnumerable<ProtocolExample> All =>
    [
        .. Lifecycle, .. Texts, .. Calls, .. Tools,
    ];

    private static IEnumerable<ProtocolExample> Lifecycle =>
    [
        new("response.created", "status", "\"in_progress\"", Wire.Created),
        new("response.queued", "status", "\"queued\"", Wire.Created, Wire.Terminal("queued")),
        new("response.in_progress", "status", "\"in_progress\"", Wire.Terminal("queued"), Wire.Terminal("in_progress")),
        new("response.completed", "status", "\"completed\"", Wire.Created, Wire.Completed()),
        new("response.incomplete", "status", "\"incomplete\"", Wire.Created, Wire.Terminal("incomplete")),
        new("response.failed", "status", "\"failed\"", Wire.Created, Wire.Terminal("failed")),
        new("response.cancelled", "status", "\"cancelled\"", Wire.Created, Wire.Terminal("cancelled")),
        new("response.done", "status", "\"completed\"", Wire.Created, Wire.Completed().Replace("response.completed", "response.done", StringComparison.Ordinal)),
        new("error", "error", """{"code":"c","message":"m"}""", Wire.Created, """{"type":"error","code":"c","message":"m"}"""),
        new("keepalive", "output", "[]", Wire.Created, """{"type":"keepalive"}"""),
        new("response.inject.created", "output", "[]", Wire.Created, """{"type":"response.inject.created","response_id":"r"}"""),
        new("response.inject.failed", "error", "null", Wire.Created, """{"type":"response.inject.failed","response_id":"r","error":{"code":"c","message":"m"}}"""),
        new("response.output_item.added", "output.0.id", "\"i\"", Message),
        new("response.output_item.done", Text, "\"Hi\"", Message, Wire.Done(0, Wire.Message("i", "Hi"))),
        new("response.audio.delta", "output", "[]", Wire.Created, """{"type":"response.audio.delta","delta":"AAEC"}"""),
        new("response.audio.done", "output", "[]", Wire.Created, """{"type":"response.audio.done"}"""),
        new("response.audio.transcript.delta", "output", "[]", Wire.Created, """{"type":"response.audio.transcript.delta","delta":"Hi"}"""),
        new("response.audio.transcript.done", "output", "[]", Wire.Created, """{"type":"response.audio.transcript.done"}"""),
    ];

    private static IEnumerable<ProtocolExample> Texts =>
    [
        new("response.content_part.added", "output.0.content.0", Wire.TextPart(""), Message, Wire.PartAdded(0)),
        new("response.content_part.done", Text, "\"Hi\"", Message, Wire.PartAdded(0), Wire.PartDone(0, "Hi")),
        new("response.output_text.delta", Text, "\"Hi\"", Message, Wire.PartAdded(0), Wire.Text(0, "H"), Wire.Text(0, "i")),
        new("response.output_text.done", Text, "\"Ho\"", Message, Wire.PartAdded(0), Wire.Text(0, "Hi"), Wire.TextDone(0, "Ho")),
        new("response.output_text.annotation.added", "output.0.content.0.annotations", """[{"type":"file_path","file_id":"f","index":3}]""", Message, Wire.PartAdded(0),
            """{"type":"response.output_text.annotation.added","output_index":0,"content_index":0,"annotation_index":0,"annotation":{"type":"file_path","file_id":"f","index":3}}"""),
        new("response.refusal.delta", "output.0.content.0", """{"type":"refusal","refusal":"No"}""", Message, Piece("response.refusal.delta", "\"content_index\":0,\"delta\":\"No\"")),
        new("response.refusal.done", "output.0.content.0", """{"type":"refusal","refusal":"No!"}""", Message,
            Piece("response.refusal.delta", "\"content_index\":0,\"delta\":\"No\""), Piece("response.refusal.done", "\"content_index\":0,\"refusal\":\"No!\"")),
        new("response.reasoning_text.delta", "output.0.content.0", """{"type":"reasoning_text","text":"Hm"}""", Reasoning, Wire.Reasoning(0, "Hm")),
        new("response.reasoning_text.done", Text, "\"Hmm\"", Reasoning, Wire.Reasoning(0, "Hm"), Piece("response.reasoning_text.done", "\"content_index\":0,\"text\":\"Hmm\"")),
        new("response.reasoning_part.added", "output.0.content.0", """{"type":"reasoning_text","text":""}""", Reasoning, Piece("response.reasoning_part.added", "\"content_index\":0,\"part\":{\"type\":\"reasoning_text\",\"text\":\"\"}")),
        new("response.reasoning_part.done", Text, "\"Hm\"", Reasoning, Piece("response.reasoning_part.done", "\"content_index\":0,\"part\":{\"type\":\"reasoning_text\",\"text\":\"Hm\"}")),
        new("response.reasoning_summary_part.added", "output.0.summary.0", """{"type":"summary_text","text":""}""", Reasoning, Piece("response.reasoning_summary_part.added", "\"summary_index\":0,\"part\":{\"type\":\"summary_text\",\"text\":\"\"}")),
        new("response.reasoning_summary_part.done", "output.0.summary.0.text", "\"S\"", Reasoning, Piece("response.reasoning_summary_part.done", "\"summary_index\":0,\"part\":{\"type\":\"summary_text\",\"text\":\"S\"}")),
        new("response.reasoning_summary_text.delta", "output.0.summary.0.text", "\"S\"", Reasoning, Piece("response.reasoning_summary_text.delta", "\"summary_index\":0,\"delta\":\"S\"")),
        new("response.reasoning_summary_text.done", "output.0.summary.0.text", "\"T\"", Reasoning, Piece("response.reasoning_summary_text.done", "\"summary_index\":0,\"text\":\"T\"")),
    ];

    private static IEnumerable<ProtocolExample> Calls =>
    [
        .. Spelled("function_call", "response.function_call_arguments", "arguments"),
        .. Spelled("custom_tool_call", "response.custom_tool_call_input", "input"),
        .. Spelled("mcp_call", "response.mcp_call_arguments", "arguments"),
        .. Spelled("code_interpreter_call", "response.code_interpreter_call_code", "code"),
        new("response.apply_patch_call_operation_diff.delta", "output.0.operation", """{"type":"create_file","path":"a","diff":"+x"}""", Patch, Piece("response.apply_patch_call_operation_diff.delta", "\"delta\":\"+x\"")),
        new("response.apply_patch_call_operation_diff.done", "output.0.operation.diff", "\"+xy\"", Patch,
            Piece("response.apply_patch_call_operation_diff.delta", "\"delta\":\"+x\""), Piece("response.apply_patch_call_operation_diff.done", "\"diff\":\"+xy\"")),
        new("response.shell_call_command.added", "output.0.action", """{"commands":[""],"timeout_ms":5}""", Shell, Piece("response.shell_call_command.added", "\"command_index\":0,\"command\":\"\"")),
        new("response.shell_call_command.delta", "output.0.action.commands", """["ls","pwd"]""", Shell, Piece("response.shell_call_command.delta", "\"command_index\":0,\"delta\":\"l\""),
            Piece("response.shell_call_command.delta", "\"command_index\":1,\"delta\":\"pwd\""), Piece("response.shell_call_command.delta", "\"command_index\":0,\"delta\":\"s\"")),
        new("response.shell_call_command.done", "output.0.action.commands", """["ls -l"]""", Shell, Piece("response.shell_call_command.delta", "\"command_index\":0,\"delta\":\"ls\""), Piece("response.shell_call_command.done", "\"command_index\":0,\"command\":\"ls -l\"")),
        new("response.shell_call_output_content.delta", "output.0.output", """[{"stdout":"a","stderr":"b"},{"stdout":"c","stderr":""}]""", Printed,
            Piece("response.shell_call_output_content.delta", "\"command_index\":1,\"delta\":{\"stdout\":\"c\"}"), Piece("response.shell_call_output_content.delta", "\"command_index\":0,\"delta\":{\"stdout\":\"a\"}"),
            Piece("response.shell_call_output_content.delta", "\"command_index\":0,\"delta\":{\"stderr\":\"b\"}")),
        new("response.shell_call_output_content.done", "output.0.output", """[{"stdout":"ab","stderr":"","outcome":{"type":"exit","exit_code":0}}]""", Printed,
            Piece("response.shell_call_output_content.delta", "\"command_index\":0,\"delta\":{\"stdout\":\"a\"}"),
            Piece("response.shell_call_output_content.done", "\"command_index\":0,\"output\":[{\"stdout\":\"ab\",\"stderr\":\"\",\"outcome\":{\"type\":\"exit\",\"exit_code\":0}}]")),
    ];

    private static IEnumerable<ProtocolExample> Tools =>
    [
        .. Stages("mcp_call", "response.mcp_call", "in_progress", "completed", "failed"),
        .. Stages("file_search_call", "response.file_search_call", "in_progress", "searching", "completed"),
        .. Stages("web_search_call", "response.web_search_call", "in_progress", "searching", "completed"),
        .. Stages("code_interpreter_call", "response.code_interpreter_call", "in_progress", "interpreting", "completed"),
        .. Stages("image_generation_call", "response.image_generation_call", "in_progress", "generating", "completed"),
        .. Stages("mcp_tool_call", "response.mcp_tool_call", "in_progress", "completed"),
        new("response.mcp_tool_call.completed", "output.0", """{"type":"mcp_tool_call","id":"i","status":"failed","error":"no"}""", Item("mcp_tool_call"),
            Piece("response.mcp_tool_call.completed", "\"item\":{\"type\":\"mcp_tool_call\",\"id\":\"i\",\"status\":\"failed\",\"error\":\"no\"}")),
        new("response.mcp_list_tools.in_progress", "output.0.status", "null", List, Piece("response.mcp_list_tools.in_progress")),
        new("response.mcp_list_tools.completed", "output.0.status", "null", List, Piece("response.mcp_list_tools.completed")),
        new("response.mcp_list_tools.failed", "output.0.status", "null", List, Piece("response.mcp_list_tools.failed")),
        new("response.image_generation_call.partial_image", "output.0.result", "null", Item("image_generation_call"), Piece("response.image_generation_call.partial_image", "\"partial_image_index\":0,\"partial_image_b64\":\"AA==\"")),
    ];

    private static string Patch => Wire.Added(0, """{"type":"apply_patch_call","id":"i","call_id":"c","status":"in_progress","operation":{"type":"create_file","path":"a","diff":""}}""");

    private static string Shell => Wire.Added(0, """{"type":"shell_call","id":"i","call_id":"c","status":"in_progress","action":{"commands":[],"timeout_ms":5}}""");

    private static string Printed => Wire.Added(0, """{"type":"shell_call_output","id":"i","call_id":"c","status":"completed","output":[]}""");

    private static string List => Wire.Added(0, """{"type":"mcp_list_tools","id":"i","server_label":"s","tools":[]}""");

    private static IEnumerable<ProtocolExample> Spelled(string item, string family, string member) =>
    [
        new(family + ".delta", "output.0." + member, "\"ab\"", Item(item), Piece(family + ".delta", "\"delta\":\"a\""), Piece(family + ".delta", "\"delta\":\"b\"")),
        new(family + ".done", "output.0." + member, "\"abc\"", Item(item), Piece(family + ".delta", "\"delta\":\"ab\""), Piece(family + ".done", $"\"{member}\":\"abc\"")),
    ];

    private static IEnumerable<ProtocolExample> Stages(string item, string family, params string[] statuses) =>
        statuses.Select(status => new ProtocolExample($"{family}.{status}", "output.0.status", $"\"{status}\"", Item(item), Piece($"{family}.{status}")));

    private static string Item(string type) => Wire.Added(0, $$"""{"type":"{{type}}","id":"i"}""");

    private static string Piece(string type, string more = "\"x\":0") => $$"""{"type":"{{type}}","item_id":"i","output_index":0,{{more}}}""";
}
