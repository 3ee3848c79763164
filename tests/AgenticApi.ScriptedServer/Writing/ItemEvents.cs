using System.Text.Json.Nodes;

namespace AgenticApi.Scripted.Writing;

/// <summary>Which events each type of item has between its announcement and its end.</summary>
internal static class ItemEvents
{
    public static void Write(ItemWriter w)
    {
        w.Added();
        switch (w.Item.Type)
        {
            case "message":
                MessageEvents.Write(w);
                break;
            case "reasoning":
                Reasoning(w);
                break;
            case "function_call":
                w.Text("response.function_call_arguments", "arguments", w.Item.Streamed ?? Member(w, "arguments"));
                break;
            case "custom_tool_call":
                w.Text("response.custom_tool_call_input", "input", Member(w, "input"));
                break;
            case "apply_patch_call":
                w.Text("response.apply_patch_call_operation_diff", "diff", (string)w.Finished["operation"]!["diff"]!);
                break;
            case "shell_call":
                Shell(w);
                break;
            case "code_interpreter_call":
                w.Event("response.code_interpreter_call.in_progress");
                w.Text("response.code_interpreter_call_code", "code", Member(w, "code"));
                w.Event("response.code_interpreter_call.interpreting");
                w.Event("response.code_interpreter_call.completed");
                break;
            case "mcp_call":
                w.Event("response.mcp_call.in_progress");
                w.Text("response.mcp_call_arguments", "arguments", Member(w, "arguments"));
                w.Event("response.mcp_call.completed");
                break;
            case "mcp_list_tools":
                w.Event("response.mcp_list_tools.in_progress");
                w.Event("response.mcp_list_tools.completed");
                break;
            case "mcp_tool_call":
                w.Event("response.mcp_tool_call.in_progress");
                w.Event("response.mcp_tool_call.completed", ("item", w.Finished));
                break;
            case "file_search_call" or "web_search_call" when w.Dialect.ShowsSearch:
                w.Event($"response.{w.Item.Type}.in_progress");
                w.Event($"response.{w.Item.Type}.searching");
                w.Event($"response.{w.Item.Type}.completed");
                break;
        }
    }

    private static void Reasoning(ItemWriter w)
    {
        foreach (var (part, i) in Numbered(w.Finished["content"]))
        {
            (string, JsonNode?)[] place = [("content_index", i)];
            var announce = w.Dialect.ReasoningPart is not null;
            if (announce)
            {
                w.Event($"{w.Dialect.ReasoningPart}.added", [.. place, ("part", Emptied(part))]);
            }

            w.Text("response.reasoning_text", "text", (string)part["text"]!, place);
            if (announce)
            {
                w.Event($"{w.Dialect.ReasoningPart}.done", [.. place, ("part", part)]);
            }
        }

        foreach (var (part, i) in Numbered(w.Finished["summary"]))
        {
            (string, JsonNode?)[] place = [("summary_index", i)];
            w.Event("response.reasoning_summary_part.added", [.. place, ("part", Emptied(part))]);
            w.Text("response.reasoning_summary_text", "text", (string)part["text"]!, place);
            w.Event("response.reasoning_summary_part.done", [.. place, ("part", part)]);
        }
    }

    private static void Shell(ItemWriter w)
    {
        var commands = w.Finished["action"]!["commands"]!.AsArray();
        for (var i = 0; i < commands.Count; i++)
        {
            var command = (string)commands[i]!;
            w.EventWithoutId("response.shell_call_command.added", ("command_index", i), ("command", ""));
            foreach (var piece in w.Dialect.PiecesOf(w.Item, command))
            {
                w.EventWithoutId("response.shell_call_command.delta", ("command_index", i), ("delta", piece));
            }

            w.EventWithoutId("response.shell_call_command.done", ("command_index", i), ("command", command));
        }
    }

    private static IEnumerable<(JsonObject Part, int Number)> Numbered(JsonNode? parts) =>
        (parts as JsonArray ?? []).Select((part, i) => (part!.AsObject(), i));

    private static JsonObject Emptied(JsonObject part)
    {
        var empty = part.DeepClone().AsObject();
        empty["text"] = "";
        return empty;
    }

    private static string Member(ItemWriter w, string name) => (string)w.Finished[name]!;
}
