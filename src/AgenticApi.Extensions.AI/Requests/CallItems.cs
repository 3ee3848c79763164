using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts calls, outputs and approvals to items.</summary>
internal static class CallItems
{
    /// <summary>Returns the item of a call.</summary>
    public static OutputItem Of(FunctionCallContent call)
    {
        var isCustom = TypeOf(call) == ItemTypes.CustomToolCall;
        var json = new JsonObject { ["type"] = isCustom ? ItemTypes.CustomToolCall : ItemTypes.FunctionCall, ["call_id"] = call.CallId, ["name"] = call.Name };
        if (isCustom)
        {
            json["input"] = call.Arguments?.TryGetValue(CallContents.Input, out var input) == true ? input?.ToString() : "";
        }
        else
        {
            json["arguments"] = call.Arguments is { } arguments ? JsonText.Of(arguments) : "{}";
        }

        if (call.AdditionalProperties?.TryGetValue(ChatProperties.Namespace, out var ns) == true)
        {
            json["namespace"] = ns?.ToString();
        }

        return OutputItem.FromJson(JsonText.ElementOf(json));
    }

    /// <summary>Returns the item of a call's output.</summary>
    /// <param name="result">The output.</param>
    /// <param name="callTypes">The types of the calls that are not functions, by their ids.</param>
    public static OutputItem Of(FunctionResultContent result, IReadOnlyDictionary<string, string> callTypes)
    {
        var isCustom = (TypeOf(result) ?? callTypes.GetValueOrDefault(result.CallId)) == ItemTypes.CustomToolCall;
        var output = ResultOutput.Of(result.Exception is not null && result.Result is null ? "Error: the function failed." : result.Result);
        return (isCustom, output.Text) switch
        {
            (true, { } text) => CustomToolCallOutputItem.Create(result.CallId, text),
            (true, null) => CustomToolCallOutputItem.Create(result.CallId, output.Parts),
            (false, { } text) => FunctionCallOutputItem.Create(result.CallId, text),
            _ => FunctionCallOutputItem.Create(result.CallId, output.Parts),
        };
    }

    /// <summary>Returns the item of a response to an approval request.</summary>
    public static OutputItem Approval(ToolApprovalResponseContent response)
    {
        var json = new JsonObject { ["type"] = ItemTypes.McpApprovalResponse, ["approval_request_id"] = response.RequestId, ["approve"] = response.Approved };
        if (response.Reason is { } reason)
        {
            json["reason"] = reason;
        }

        return OutputItem.FromJson(JsonText.ElementOf(json));
    }

    private static string? TypeOf(AIContent content) => content.AdditionalProperties?.TryGetValue(ChatProperties.CallType, out var type) == true ? type?.ToString() : null;
}
