using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts the response format to <c>text.format</c>.</summary>
internal static class ResponseFormats
{
    private const string DefaultName = "answer";

    /// <summary>Returns the <c>text</c> member; null if no format is set.</summary>
    public static JsonObject? Of(ChatOptions options)
    {
        var format = options.ResponseFormat switch
        {
            ChatResponseFormatJson { Schema: { } schema } json => Schema(json, schema, options),
            ChatResponseFormatJson => new JsonObject { ["type"] = "json_object" },
            ChatResponseFormatText => new JsonObject { ["type"] = "text" },
            _ => null,
        };
        return format is null ? null : new JsonObject { ["format"] = format };
    }

    private static JsonObject Schema(ChatResponseFormatJson json, System.Text.Json.JsonElement schema, ChatOptions options)
    {
        var format = new JsonObject
        {
            ["type"] = "json_schema",
            ["name"] = json.SchemaName ?? DefaultName,
            ["schema"] = JsonText.NodeOf(schema),
        };
        if (json.SchemaDescription is { } description)
        {
            format["description"] = description;
        }

        if (options.AdditionalProperties?.TryGetValue(ChatProperties.Strict, out var strict) == true && JsonText.NodeOf(strict) is { } value)
        {
            format["strict"] = value;
        }

        return format;
    }
}
