using System.Buffers;
using System.Text.Json;
using AgenticApi.Serving.Chat;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Prepares the items of an input for a record: adds missing ids, and replaces references by their items.</summary>
internal static class InputItems
{
    /// <summary>Returns the array of items for the record.</summary>
    /// <param name="input">The member of the request: a string or an array of items. The translation to Chat Completions refuses other values.</param>
    /// <param name="record">The id of the record.</param>
    /// <param name="find">Finds the item of a reference; returns null if there is none.</param>
    /// <param name="first">The number of the first item in the record.</param>
    /// <exception cref="GatewayException">A reference has no id, or its item does not exist.</exception>
    public static async Task<JsonElement> ReadAsync(JsonElement input, string record, Func<string, ValueTask<JsonElement?>> find, long first = 0)
    {
        var output = new ArrayBufferWriter<byte>();
        var json = new Utf8JsonWriter(output, new() { MaxDepth = 256 });
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartArray();
            if (input.ValueKind == JsonValueKind.String)
            {
                WriteMessage(input, RecordIds.ForInputItem(record, "msg", first), json);
            }

            var i = 0;
            foreach (var item in input.Values())
            {
                if (IsReference(item))
                {
                    var place = $"input[{i}].id";
                    var id = item.Member("id").Text() ?? throw new GatewayException(StatusCodes.Status400BadRequest, $"'{place}' is required and must be a string.", place);
                    var found = await find(id).ConfigureAwait(false) ?? throw new GatewayException(GatewayError.NotFound("Item", id, place));
                    found.WriteTo(json);
                }
                else
                {
                    Write(item, RecordIds.ForInputItem(record, Prefix(item), first + i), json);
                }

                i++;
            }

            json.WriteEndArray();
        }

        return JsonElement.Parse(output.WrittenSpan);
    }

    /// <summary>Whether an item is a reference to another item. Its type may be missing, as in OpenAI's API.</summary>
    public static bool IsReference(JsonElement item) => item.Member("type").Text() is { } type
        ? type == "item_reference"
        : item.Member("id").Text() is not null && !item.Member("role").HasValue();

    private static void WriteMessage(JsonElement text, string id, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("type", "message");
        json.WriteString("status", "completed");
        json.WriteString("role", "user");
        WriteParts(text, "input_text", json);
        json.WriteEndObject();
    }

    /// <summary>Writes an item with an id. Adds the type of a message, and makes an array of a string content, because lists of items have both.</summary>
    private static void Write(JsonElement item, string id, Utf8JsonWriter json)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            item.WriteTo(json);
            return;
        }

        var hasId = item.Member("id").HasValue();
        var role = item.Member("role").Text();
        json.WriteStartObject();
        if (!hasId)
        {
            json.WriteString("id", id);
        }

        if (role is not null && !item.Member("type").HasValue())
        {
            json.WriteString("type", "message");
        }

        foreach (var member in item.EnumerateObject())
        {
            if (member.NameEquals("content") && role is not null && member.Value.ValueKind == JsonValueKind.String)
            {
                WriteParts(member.Value, role == "assistant" ? "output_text" : "input_text", json);
            }
            else if ((hasId || !member.NameEquals("id")) && (member.Value.HasValue() || !member.NameEquals("type")))
            {
                member.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteParts(JsonElement text, string type, Utf8JsonWriter json)
    {
        json.WriteStartArray("content");
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WritePropertyName("text");
        text.WriteTo(json);
        if (type == "output_text")
        {
            json.WriteStartArray("annotations");
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string Prefix(JsonElement item) => item.Member("type").Text() switch
    {
        null or "message" => "msg",
        "function_call" => "fc",
        "function_call_output" => "fco",
        "custom_tool_call" => "ctc",
        "custom_tool_call_output" => "ctco",
        "reasoning" => "rs",
        _ => "item",
    };
}
