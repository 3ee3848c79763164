using System.Text.Json;
using AgenticApi.Serving.Emitting;
using AgenticApi.Serving.Tools;

namespace AgenticApi.Serving.Chat;

/// <summary>Writes calls of all kinds as function calls, and their outputs as tool messages.</summary>
internal static class CallWriter
{
    /// <summary>Writes a call.</summary>
    public static void WriteCall(ConversationItem call, ServedTools tools, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", call.CallId);
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", Name(call, tools));
        json.WriteString("arguments", Arguments(call));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes the tool message with the outputs of a call.</summary>
    /// <param name="outputs">The outputs. Only a custom tool can have more than one.</param>
    /// <param name="callId">The id of the call.</param>
    /// <param name="json">The writer.</param>
    public static void WriteOutputs(IReadOnlyList<ConversationItem> outputs, string callId, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("role", "tool");
        json.WriteString("tool_call_id", callId);
        json.WritePropertyName("content");
        if (outputs.Count == 1)
        {
            WriteContent(outputs[0], json);
        }
        else
        {
            ChatContent.Write([.. outputs.Select(output => (output.Json.Member("output"), $"{output.At}.output"))], json);
        }

        json.WriteEndObject();
    }

    private static string Name(ConversationItem call, ServedTools tools)
    {
        if (call.Rule.Function is { } function)
        {
            return function;
        }

        var name = Required.NonEmpty(call.Json, call.Type == ItemTypes.MultiAgentCall ? "action" : "name", call.At);
        return tools.ModelName(Required.OptionalText(call.Json, "namespace", call.At), name);
    }

    private static string Arguments(ConversationItem call)
    {
        var (at, name) = (call.At, call.Rule.Arguments);
        switch (call.Type)
        {
            case ItemTypes.CustomToolCall:
                return $$"""{"{{ServedTool.CustomInput}}":{{JsonStrings.Quote(Required.Text(call.Json, name, at))}}}""";
            case ItemTypes.FunctionCall or ItemTypes.MultiAgentCall:
                // Servers parse the arguments and reject the whole conversation if they are not valid JSON.
                return Required.Text(call.Json, name, at) is var text && ArgumentsJson.IsObject(text) ? text : "{}";
            case ItemTypes.ComputerCall when call.Json.Member("actions") is { ValueKind: JsonValueKind.Array } actions:
                return $$"""{"actions":{{actions.GetRawText()}}}""";
            default:
                return Required.Object(call.Json, name, at).GetRawText();
        }
    }

    private static void WriteContent(ConversationItem item, Utf8JsonWriter json)
    {
        var output = item.Json.Member("output");
        switch (item.Type)
        {
            case ItemTypes.LocalShellCallOutput:
                json.WriteStringValue(Required.Text(item.Json, "output", item.At));
                break;
            case ItemTypes.ShellCallOutput:
                json.WriteStringValue(
                    output.Text() ?? (output.ValueKind == JsonValueKind.Array ? output.GetRawText() : throw Fault.Type($"{item.At}.output", "an array", output)));
                break;
            case ItemTypes.ApplyPatchCallOutput:
                json.WriteStringValue(Required.OptionalText(item.Json, "output", item.At) ?? Required.Text(item.Json, "status", item.At));
                break;
            case ItemTypes.ToolSearchOutput:
                var tools = item.Json.Member("tools");
                json.WriteStringValue(tools.ValueKind == JsonValueKind.Array ? tools.GetRawText() : throw Fault.Type($"{item.At}.tools", "an array", tools));
                break;
            case ItemTypes.ComputerCallOutput:
                json.WriteStartArray();
                ChatContent.WriteImage(Required.Object(item.Json, "output", item.At), $"{item.At}.output", json);
                json.WriteEndArray();
                break;
            default:
                ChatContent.Write(output, $"{item.At}.output", json);
                break;
        }
    }
}
