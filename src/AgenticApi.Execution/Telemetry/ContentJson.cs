using System.Buffers;
using System.Text;
using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Writes content in the form of the conventions: messages of parts. Used only if <see cref="AgentOptions.RecordsContent"/> is true.</summary>
internal static class ContentJson
{
    /// <summary>Returns the instructions as <c>gen_ai.system_instructions</c>; null if there are none.</summary>
    public static string? Instructions(string? instructions) => instructions is null ? null : Write(json => WriteText(json, "text"u8, instructions));

    /// <summary>Returns the conversation as <c>gen_ai.input.messages</c>, with one message for each item.</summary>
    public static string Input(IEnumerable<OutputItem> items) => Write(json =>
    {
        foreach (var item in items)
        {
            WriteMessage(json, RoleOf(item), [item], finishReason: null);
        }
    });

    /// <summary>Returns a response as <c>gen_ai.output.messages</c>, with one message for all items.</summary>
    public static string Output(AccumulatedResponse result) =>
        Write(json => WriteMessage(json, "assistant", result.Response.Output, FinishReason.Of(result)));

    /// <summary>Returns the tools as they are sent.</summary>
    public static string Definitions(IEnumerable<JsonElement> tools) => Write(json =>
    {
        foreach (var tool in tools)
        {
            tool.WriteTo(json);
        }
    });

    private static string RoleOf(OutputItem item) => item switch
    {
        MessageItem message => message.Role ?? "user",
        FunctionCallOutputItem or CustomToolCallOutputItem => "tool",
        _ => "assistant",
    };

    private static void WriteMessage(Utf8JsonWriter json, string role, IEnumerable<OutputItem> items, string? finishReason)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, role);
        json.WriteStartArray("parts"u8);
        foreach (var item in items)
        {
            WriteParts(json, item);
        }

        json.WriteEndArray();
        if (finishReason is not null)
        {
            json.WriteString("finish_reason"u8, finishReason);
        }

        json.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter json, OutputItem item)
    {
        switch (item)
        {
            case MessageItem message when message.Json.TryGetProperty("content"u8, out var content) && content.ValueKind == JsonValueKind.Array:
                foreach (var part in content.EnumerateArray())
                {
                    WritePart(json, part);
                }

                break;
            case FunctionCallItem or CustomToolCallItem:
                var (id, name, arguments) = RoundCall.Parts(item);
                json.WriteStartObject();
                json.WriteString("type"u8, "tool_call"u8);
                json.WriteString("id"u8, id);
                json.WriteString("name"u8, name);
                json.WriteString("arguments"u8, arguments);
                json.WriteEndObject();
                break;
            case FunctionCallOutputItem or CustomToolCallOutputItem when item.Json.TryGetProperty("output"u8, out var output):
                json.WriteStartObject();
                json.WriteString("type"u8, "tool_call_response"u8);
                json.WritePropertyName("id"u8);
                item.Json.GetProperty("call_id"u8).WriteTo(json);
                json.WritePropertyName("response"u8);
                output.WriteTo(json);
                json.WriteEndObject();
                break;
            default:
                // The conventions allow parts of any other type.
                item.WriteTo(json);
                break;
        }
    }

    private static void WritePart(Utf8JsonWriter json, JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text"u8, out var text) && text.ValueKind == JsonValueKind.String)
        {
            WriteText(json, "text"u8, text.GetString()!);
        }
        else
        {
            part.WriteTo(json);
        }
    }

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> type, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        json.WriteString("content"u8, text);
        json.WriteEndObject();
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = 1000 }))
        {
            json.WriteStartArray();
            write(json);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
