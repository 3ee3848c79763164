using System.Text.Json;

namespace AgenticApi.Cli.View;

/// <summary>Summarizes a request in one line: the model, the last text of the input and the number of tools.</summary>
internal static class RequestGist
{
    public static string Of(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return "";
        }

        var parts = new List<string>();
        if (body.TryGetProperty("model", out var model))
        {
            parts.Add(Gist.Value(model));
        }

        if (body.TryGetProperty("input", out var input) && Last(input) is { Length: > 0 } said)
        {
            parts.Add("“" + Gist.Excerpt(said, 120) + "”");
        }

        if (body.TryGetProperty("tools", out var tools) && tools.ValueKind == JsonValueKind.Array && tools.GetArrayLength() is > 0 and var count)
        {
            parts.Add(count == 1 ? "1 tool" : $"{count} tools");
        }

        return string.Join(" · ", parts);
    }

    /// <summary>Returns the last text of the input: the input itself, or a member of its last item.</summary>
    private static string? Last(JsonElement input) => input.ValueKind switch
    {
        JsonValueKind.String => Gist.Value(input),
        JsonValueKind.Array when input.GetArrayLength() > 0 => Last(input[input.GetArrayLength() - 1]),
        JsonValueKind.Object when input.TryGetProperty("content", out var content) => Last(content),
        JsonValueKind.Object when input.TryGetProperty("text", out var text) => Last(text),
        JsonValueKind.Object when input.TryGetProperty("output", out var output) => Last(output),
        _ => null,
    };
}
