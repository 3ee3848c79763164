using System.Text.Json.Nodes;

namespace AgenticApi.Tests.Properties;

/// <summary>One item as a correct server streams it: its events in order, and the expected item.</summary>
internal sealed class GeneratedItem
{
    private static readonly string[] Kinds =
    [
        "message", "refusal", "reasoning", "summary", "function_call", "custom_tool_call", "mcp_call", "code_interpreter_call", "apply_patch_call",
        "shell_call", "shell_call_output", "file_search_call", "web_search_call", "image_generation_call", "computer_call", "local_shell_call",
        "mcp_list_tools", "mcp_approval_request", "tool_search_call", "tool_search_output", "program", "program_output", "compaction", "hologram",
    ];

    private static readonly string[] Words = ["Hello", " ", "wörld", "🎞", "\n", "\"q\"", "\\", "日本", "{}", "", "é", "\u0001", "</x>"];

    private readonly Random _random;
    private readonly string _id;

    public GeneratedItem(int index, int seed)
    {
        Index = index;
        _random = new Random(seed);
        Kind = Kinds[(int)((uint)seed % Kinds.Length)];
        _id = $"item_{index}_{(uint)seed}";
        Final = Build();
    }

    public int Index { get; }

    public string Kind { get; }

    public List<JsonObject> Events { get; } = [];

    public JsonObject Final { get; }

    private JsonObject Build()
    {
        switch (Kind)
        {
            case "message" or "refusal":
                return Message();
            case "reasoning":
                return Reasoning("content", "content_index", "reasoning_text", "response.content_part", "response.reasoning_text");
            case "summary":
                return Reasoning("summary", "summary_index", "summary_text", "response.reasoning_summary_part", "response.reasoning_summary_text");
            case "function_call":
                return Spelled("response.function_call_arguments", "arguments");
            case "custom_tool_call":
                return Spelled("response.custom_tool_call_input", "input");
            case "mcp_call":
                return Spelled("response.mcp_call_arguments", "arguments", "response.mcp_call.in_progress", "response.mcp_call.completed");
            case "code_interpreter_call":
                return Spelled("response.code_interpreter_call_code", "code", "response.code_interpreter_call.in_progress", "response.code_interpreter_call.completed");
            case "apply_patch_call":
                return Patch();
            case "shell_call":
                return Shell();
            case "shell_call_output":
                return Printed();
            case "file_search_call" or "web_search_call":
                return Plain(withStatus: true, $"response.{Kind}.in_progress", $"response.{Kind}.searching", $"response.{Kind}.completed");
            case "image_generation_call":
                return Plain(withStatus: true, "response.image_generation_call.in_progress", "response.image_generation_call.completed");
            case "mcp_list_tools":
                return Plain(withStatus: false, "response.mcp_list_tools.in_progress", "response.mcp_list_tools.completed");
            default:
                return Plain(withStatus: Kind is "computer_call" or "local_shell_call" or "program_output");
        }
    }

    private JsonObject Message()
    {
        var (type, member, family) = Kind == "message" ? ("output_text", "text", "response.output_text") : ("refusal", "refusal", "response.refusal");
        Added(Item("message", "in_progress", ("role", "assistant"), ("content", new JsonArray())));
        var parts = new JsonArray();
        for (var part = 0; part < _random.Next(1, 4); part++)
        {
            var annotations = new JsonArray();
            JsonObject Part(string text) => type == "refusal"
                ? new() { ["type"] = type, [member] = text }
                : new() { ["type"] = type, [member] = text, ["annotations"] = annotations.DeepClone() };

            Event("response.content_part.added", ("content_index", part), ("part", Part("")));
            var text = Deltas(family + ".delta", ("content_index", part));
            if (type == "output_text" && _random.Next(2) == 0)
            {
                annotations.Add(new JsonObject { ["type"] = "url_citation", ["url"] = "https://example.org", ["title"] = Text(), ["start_index"] = 0, ["end_index"] = text.Length });
                Event("response.output_text.annotation.added", ("content_index", part), ("annotation_index", 0), ("annotation", annotations[0]!.DeepClone()));
            }

            Event(family + ".done", ("content_index", part), (member, text));
            Event("response.content_part.done", ("content_index", part), ("part", Part(text)));
            parts.Add(Part(text));
        }

        return Done(Item("message", "completed", ("role", "assistant"), ("content", parts)));
    }

    private JsonObject Reasoning(string container, string index, string type, string partFamily, string textFamily)
    {
        Added(Item("reasoning", null, ("summary", new JsonArray())));
        var parts = new JsonArray();
        for (var part = 0; part < _random.Next(0, 3); part++)
        {
            JsonObject Part(string text) => new() { ["type"] = type, ["text"] = text };
            Event(partFamily + ".added", (index, part), ("part", Part("")));
            var text = Deltas(textFamily + ".delta", (index, part));
            Event(textFamily + ".done", (index, part), ("text", text));
            Event(partFamily + ".done", (index, part), ("part", Part(text)));
            parts.Add(Part(text));
        }

        return Done(container == "summary" ? Item("reasoning", null, ("summary", parts)) : Item("reasoning", null, ("summary", new JsonArray()), ("content", parts)));
    }

    private JsonObject Spelled(string family, string member, params string[] stages)
    {
        (string, JsonNode?)[] more = [("call_id", "call_" + _id), ("name", "tool")];
        Added(Item(Kind, "in_progress", [.. more, (member, "")]));
        if (stages is [var first, ..])
        {
            Event(first);
        }

        var text = member == "arguments" ? Arguments(family + ".delta") : Deltas(family + ".delta");
        Event(family + ".done", (member, text));
        if (stages is [_, var last])
        {
            Event(last);
        }

        return Done(Item(Kind, "completed", [.. more, (member, text)]));
    }

    private JsonObject Patch()
    {
        JsonObject Operation(string diff) => new() { ["type"] = "update_file", ["path"] = "a.txt", ["diff"] = diff };
        Added(Item(Kind, "in_progress", ("operation", Operation(""))));
        var diff = Deltas("response.apply_patch_call_operation_diff.delta");
        Event("response.apply_patch_call_operation_diff.done", ("diff", diff));
        return Done(Item(Kind, "completed", ("operation", Operation(diff))));
    }

    private JsonObject Shell()
    {
        JsonObject Action(JsonArray commands) => new() { ["commands"] = commands, ["timeout_ms"] = 100 };
        Added(Item(Kind, "in_progress", ("action", Action([]))));
        var commands = new JsonArray();
        for (var command = 0; command < _random.Next(1, 3); command++)
        {
            Event("response.shell_call_command.added", ("command_index", command), ("command", ""));
            var text = Deltas("response.shell_call_command.delta", ("command_index", command));
            Event("response.shell_call_command.done", ("command_index", command), ("command", text));
            commands.Add(text);
        }

        return Done(Item(Kind, "completed", ("action", Action(commands))));
    }

    private JsonObject Printed()
    {
        Added(Item(Kind, "completed", ("output", new JsonArray())));
        var output = new JsonArray();
        for (var command = 0; command < _random.Next(1, 3); command++)
        {
            var (stdout, stderr) = (Text(), Text());
            Event("response.shell_call_output_content.delta", ("command_index", command), ("delta", new JsonObject { ["stdout"] = stdout }));
            Event("response.shell_call_output_content.delta", ("command_index", command), ("delta", new JsonObject { ["stderr"] = stderr }));
            var entry = new JsonObject { ["stdout"] = stdout, ["stderr"] = stderr, ["outcome"] = new JsonObject { ["type"] = "exit", ["exit_code"] = command } };
            Event("response.shell_call_output_content.done", ("command_index", command), ("output", new JsonArray(entry.DeepClone())));
            output.Add(entry);
        }

        return Done(Item(Kind, "completed", ("output", output)));
    }

    private JsonObject Plain(bool withStatus, params string[] stages)
    {
        Added(Item(Kind, withStatus ? "in_progress" : null));
        foreach (var stage in stages)
        {
            Event(stage);
        }

        return Done(Item(Kind, withStatus ? "completed" : null, ("payload", new JsonObject { ["text"] = Text(), ["n"] = _random.Next() })));
    }

    private JsonObject Item(string type, string? status, params (string Name, JsonNode? Value)[] more)
    {
        var item = new JsonObject { ["id"] = _id, ["type"] = type };
        if (status is not null)
        {
            item["status"] = status;
        }

        foreach (var (name, value) in more)
        {
            item[name] = value?.DeepClone();
        }

        return item;
    }

    private void Added(JsonObject item) => Events.Add(new JsonObject { ["type"] = "response.output_item.added", ["output_index"] = Index, ["item"] = item });

    private JsonObject Done(JsonObject item)
    {
        Events.Add(new JsonObject { ["type"] = "response.output_item.done", ["output_index"] = Index, ["item"] = item.DeepClone() });
        return item;
    }

    private void Event(string type, params (string Name, JsonNode? Value)[] more)
    {
        var e = new JsonObject { ["type"] = type, ["item_id"] = _id, ["output_index"] = Index };
        foreach (var (name, value) in more)
        {
            e[name] = value;
        }

        Events.Add(e);
    }

    private string Deltas(string type, params (string Name, JsonNode? Value)[] more)
    {
        var text = "";
        for (var i = 0; i < _random.Next(0, 5); i++)
        {
            var delta = Text();
            Event(type, [.. more.Select(m => (m.Name, m.Value?.DeepClone())), ("delta", delta)]);
            text += delta;
        }

        return text;
    }

    /// <summary>Returns the pieces of a JSON object, cut anywhere.</summary>
    private string Arguments(string type)
    {
        var text = new JsonObject { ["words"] = Text(), ["n"] = _random.Next(1000) }.ToJsonString();
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(_random.Next(1, 9), text.Length - at);
            Event(type, ("delta", text.Substring(at, length)));
            at += length;
        }

        return text;
    }

    private string Text() => string.Concat(Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Words[_random.Next(Words.Length)]));
}
