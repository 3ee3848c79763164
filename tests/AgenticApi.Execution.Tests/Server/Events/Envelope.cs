using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>The members of the response object other than its output.</summary>
/// <param name="request">The request.</param>
/// <param name="id">The response's id.</param>
internal sealed class Envelope(ServedRequest request, string id)
{
    // A fixed time makes every run of a script equal to the byte.
    private const int Created = 1_750_000_000;

    public string Id { get; } = id;

    public JsonObject At(string status) => new()
    {
        ["id"] = Id,
        ["object"] = "response",
        ["created_at"] = Created,
        ["completed_at"] = null,
        ["status"] = status,
        ["background"] = request.IsBackground,
        ["conversation"] = request.Conversation is { } conversation ? new JsonObject { ["id"] = conversation } : null,
        ["error"] = null,
        ["incomplete_details"] = null,
        ["instructions"] = Echo("instructions"),
        ["max_output_tokens"] = Echo("max_output_tokens"),
        ["metadata"] = Echo("metadata") ?? new JsonObject(),
        ["model"] = Echo("model") ?? "scripted",
        ["output"] = new JsonArray(),
        ["parallel_tool_calls"] = Echo("parallel_tool_calls") ?? true,
        ["previous_response_id"] = request.PreviousResponseId,
        ["reasoning"] = Echo("reasoning"),
        ["store"] = request.IsStored,
        ["temperature"] = Echo("temperature") ?? 1.0,
        ["tool_choice"] = Echo("tool_choice") ?? "auto",
        ["tools"] = Echo("tools") ?? new JsonArray(),
        ["top_p"] = Echo("top_p") ?? 1.0,
        ["truncation"] = "disabled",
        ["usage"] = null,
    };

    public JsonObject Ended(string status, string? reason, JsonArray output)
    {
        var response = At(status);
        response["output"] = output;
        response["usage"] = new JsonObject
        {
            ["input_tokens"] = 10,
            ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = 0 },
            ["output_tokens"] = 5,
            ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 0 },
            ["total_tokens"] = 15,
        };
        switch (status)
        {
            case "completed":
                response["completed_at"] = Created + 1;
                break;
            case "incomplete":
                response["incomplete_details"] = new JsonObject { ["reason"] = reason ?? "max_output_tokens" };
                break;
            case "failed":
                response["error"] = new JsonObject { ["code"] = reason ?? "server_error", ["message"] = "The model failed." };
                response["usage"] = null;
                break;
            default:
                break;
        }

        return response;
    }

    private JsonNode? Echo(string name) =>
        request.Member(name) is { ValueKind: not JsonValueKind.Null } value ? JsonNode.Parse(value.GetRawText()) : null;
}
