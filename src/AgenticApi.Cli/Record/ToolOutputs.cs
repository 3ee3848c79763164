using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Cli;

/// <summary>The outputs of tools in a recorded conversation.</summary>
/// <param name="outputs">The output by name of the tool, or an array with one output per call.</param>
internal sealed class ToolOutputs(JsonObject outputs)
{
    private const string Approval = "mcp_approval_request";

    private readonly Dictionary<string, int> _calls = [];

    /// <summary>Creates the input items that answer the calls of a response, in the order of the calls.</summary>
    /// <exception cref="InputException">A call has no output.</exception>
    public List<JsonNode> Answer(Response response) => [.. response.Output.Select(Answer).OfType<JsonNode>()];

    private JsonObject? Answer(OutputItem item)
    {
        var json = JsonObject.Create(item.Json)!;
        if (item.Type == Approval)
        {
            var answer = Output(json["name"]?.GetValue<string>() ?? Approval, Approval) as JsonObject ?? [];
            return new JsonObject
            {
                ["type"] = "mcp_approval_response",
                ["approval_request_id"] = item.Id,
                ["approve"] = answer["approve"]?.DeepClone() ?? true,
            };
        }

        // A call that the server runs itself has no call_id and needs no output.
        if (json["call_id"]?.GetValue<string>() is not { } callId || !item.Type.EndsWith("_call", StringComparison.Ordinal))
        {
            return null;
        }

        var output = Output(json["name"]?.GetValue<string>() ?? item.Type, item.Type);
        return output is JsonObject whole && whole.ContainsKey("type")
            ? new JsonObject(
            [
                .. whole.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())),
                KeyValuePair.Create("call_id", (JsonNode?)callId),
            ])
            : new JsonObject
            {
                ["type"] = item.Type + "_output",
                ["call_id"] = callId,
                ["output"] = output is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.DeepClone() : output?.ToJsonString(Json.Plain),
            };
    }

    private JsonNode? Output(string name, string type)
    {
        var key = outputs.ContainsKey(name) ? name : type;
        if (!outputs.TryGetPropertyValue(key, out var output))
        {
            throw new InputException($"the model called '{name}', for which --tool-outputs has no output.");
        }

        if (output is not JsonArray several)
        {
            return output;
        }

        var call = _calls[key] = _calls.GetValueOrDefault(key) + 1;
        return call <= several.Count
            ? several[call - 1]
            : throw new InputException($"the model called '{name}' {call} times, for which --tool-outputs has {several.Count} outputs.");
    }
}
