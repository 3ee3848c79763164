using System.Text.Json.Nodes;

namespace AgenticApi.Scripted.Dialects;

/// <summary>vLLM forces a call by a grammar for the text, and shows that grammar in the response.</summary>
internal static class ForcedCall
{
    /// <summary>The response's <c>text</c>; null where the request leaves the choice to the model.</summary>
    public static JsonObject? Format(JsonObject request)
    {
        var tools = (request["tools"] as JsonArray ?? []).Cast<JsonObject>().ToList();
        var schema = request["tool_choice"] switch
        {
            JsonObject named => tools.Single(tool => (string?)tool["name"] == (string?)named["name"])["parameters"]!.DeepClone(),
            JsonValue choice when (string?)choice == "required" => AnyOf(tools),
            _ => null,
        };
        return schema is null ? null : new JsonObject
        {
            ["format"] = new JsonObject
            {
                ["name"] = "tool_calling_response",
                ["schema"] = schema,
                ["type"] = "json_schema",
                ["description"] = null,
                ["strict"] = true,
            },
            ["verbosity"] = null,
        };
    }

    private static JsonObject AnyOf(IEnumerable<JsonObject> tools) =>
        new()
        {
            ["type"] = "array",
            ["minItems"] = 1,
            ["items"] = new JsonObject { ["type"] = "object", ["anyOf"] = new JsonArray([.. tools.Select(Call)]) },
        };

    private static JsonObject Call(JsonObject tool) =>
        new()
        {
            ["properties"] = new JsonObject
            {
                ["name"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray(tool["name"]!.DeepClone()) },
                ["parameters"] = tool["parameters"]!.DeepClone(),
            },
            ["required"] = new JsonArray("name", "parameters"),
        };
}
