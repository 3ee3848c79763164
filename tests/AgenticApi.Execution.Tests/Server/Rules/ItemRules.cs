using System.Text.Json;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>The rules for a single input item.</summary>
internal static class ItemRules
{
    private static readonly Dictionary<string, string[]> Required = new()
    {
        ["message"] = ["role"],
        ["reasoning"] = [],
        ["function_call"] = ["call_id", "name", "arguments"],
        ["function_call_output"] = ["call_id"],
        ["custom_tool_call"] = ["call_id", "name", "input"],
        ["custom_tool_call_output"] = ["call_id"],
        ["item_reference"] = ["id"],
        ["mcp_approval_response"] = ["approval_request_id"],
        ["compaction"] = ["encrypted_content"],
    };

    private static readonly HashSet<string> Others =
    [
        "file_search_call", "web_search_call", "code_interpreter_call", "image_generation_call", "computer_call", "computer_call_output",
        "local_shell_call", "local_shell_call_output", "shell_call", "shell_call_output", "apply_patch_call", "apply_patch_call_output",
        "mcp_list_tools", "mcp_call", "mcp_approval_request", "tool_search_call", "tool_search_output", "additional_tools", "program",
        "program_output", "compaction_trigger",
    ];

    /// <summary>Returns the type of an item: only messages and references may leave it out.</summary>
    public static string TypeOf(JsonElement item) =>
        item.Text("type") ?? (item.Text("role") is not null ? "message" : item.Text("id") is not null ? "item_reference" : "");

    public static IEnumerable<Refusal> Check(IReadOnlyList<JsonElement> input)
    {
        for (var i = 0; i < input.Count; i++)
        {
            var type = TypeOf(input[i]);
            if (!Required.ContainsKey(type) && !Others.Contains(type))
            {
                yield return new($"Invalid value: '{type}'. Supported values are: {string.Join(", ", Required.Keys.Concat(Others).Select(name => $"'{name}'"))}.",
                    $"input[{i}]", "invalid_value");
                continue;
            }

            foreach (var name in Required.GetValueOrDefault(type, []).Where(name => input[i].Text(name) is null))
            {
                yield return new($"Missing required parameter: 'input[{i}].{name}'.", $"input[{i}].{name}", "missing_required_parameter");
            }

            if (type is "function_call_output" or "custom_tool_call_output" && !HasOutput(input[i]))
            {
                yield return new($"Missing required parameter: 'input[{i}].output'.", $"input[{i}].output", "missing_required_parameter");
            }
        }
    }

    public static IEnumerable<Refusal> CheckArguments(IReadOnlyList<JsonElement> input)
    {
        for (var i = 0; i < input.Count; i++)
        {
            if (input[i].Text("type") == "function_call" && input[i].Text("arguments") is { } arguments && !IsJson(arguments))
            {
                yield return new($"Invalid 'input[{i}].arguments': expected a JSON text.", $"input[{i}].arguments", "invalid_value");
            }
        }
    }

    private static bool HasOutput(JsonElement item) =>
        item.TryGetProperty("output", out var output) && output.ValueKind is JsonValueKind.String or JsonValueKind.Array;

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
