using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Cassettes.Tests.Scripted;

/// <summary>Answers the calls of a response from a file of outputs.</summary>
internal sealed class ToolOutputs(JsonNode? outputs)
{
    private readonly Dictionary<string, int> _used = [];

    public IEnumerable<JsonNode> Answer(Response response) => response.Output.Select(Answer).OfType<JsonNode>();

    private JsonObject? Answer(OutputItem item)
    {
        var wire = JsonNode.Parse(item.Json.GetRawText())!.AsObject();
        return item.Type switch
        {
            "function_call" or "custom_tool_call" or "shell_call" or "apply_patch_call" => Output(item.Type, wire),
            "mcp_approval_request" => new JsonObject { ["type"] = "mcp_approval_response", ["approval_request_id"] = item.Id, ["approve"] = true },
            _ => null,
        };
    }

    private JsonObject Output(string type, JsonObject call)
    {
        var output = Next((string?)call["name"] ?? type);
        var answer = output is JsonObject given && given.ContainsKey("type")
            ? given.DeepClone().AsObject()
            : new JsonObject { ["type"] = type + "_output", ["output"] = output is JsonValue text && text.GetValueKind() == JsonValueKind.String ? (string?)text : output.ToJsonString() };
        answer["call_id"] = call["call_id"]!.DeepClone();
        return answer;
    }

    private JsonNode Next(string name)
    {
        var value = outputs?[name] ?? throw new InvalidOperationException($"No output for {name}.");
        return value is JsonArray list ? list[(_used[name] = _used.GetValueOrDefault(name) + 1) - 1]! : value;
    }
}
