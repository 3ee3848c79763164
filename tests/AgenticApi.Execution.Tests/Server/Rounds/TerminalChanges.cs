using System.Text.Json.Nodes;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>How the output of the terminal event differs from the streamed one.</summary>
internal sealed class TerminalChanges
{
    public string? Suffix { get; set; }

    public Dictionary<int, string> Arguments { get; } = [];

    public HashSet<int> Omitted { get; } = [];

    public bool HasNoOutput { get; set; }

    /// <summary>Returns the output that the server keeps.</summary>
    public JsonArray Apply(IReadOnlyList<JsonObject> streamed)
    {
        var output = new JsonArray();
        for (var position = 0; position < streamed.Count; position++)
        {
            if (!Omitted.Contains(position))
            {
                output.Add(Apply(streamed[position], position));
            }
        }

        return output;
    }

    private JsonNode Apply(JsonObject streamed, int position)
    {
        var item = streamed.DeepClone();
        foreach (var name in (string[])["id", "call_id"])
        {
            if (Suffix is not null && item[name] is { } id)
            {
                item[name] = $"{id}{Suffix}";
            }
        }

        if (Arguments.TryGetValue(position, out var arguments))
        {
            item["arguments"] = arguments;
        }

        return item;
    }
}
