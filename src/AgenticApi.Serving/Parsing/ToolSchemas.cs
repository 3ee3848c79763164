using System.Text;
using System.Text.Json;
using AgenticApi.Serving.Emitting;

namespace AgenticApi.Serving.Parsing;

/// <summary>Which types the tools declare for their parameters, and what a value that came as plain text then is as JSON.</summary>
internal sealed class ToolSchemas
{
    private readonly Dictionary<(string Function, string Parameter), string[]> _types = [];

    public ToolSchemas(JsonElement tools)
    {
        foreach (var tool in tools.ValueKind == JsonValueKind.Array ? tools.EnumerateArray() : default)
        {
            if (Member(tool, "name") is { ValueKind: JsonValueKind.String } name
                && Member(Member(tool, "parameters"), "properties") is { ValueKind: JsonValueKind.Object } properties)
            {
                foreach (var property in properties.EnumerateObject())
                {
                    _types[(name.GetString()!, property.Name)] = Types(Member(property.Value, "type"));
                }
            }
        }
    }

    /// <summary>The value as JSON.</summary>
    public string Value(string function, string parameter, string text)
    {
        var word = text.Trim();
        if (!_types.TryGetValue((function, parameter), out var types)
            || (types.Contains("string") && !(types.Contains("null") && word == "null"))
            || !IsJson(word = types.Contains("boolean") && word is "True" or "False" ? word.ToLowerInvariant() : word))
        {
            return Encoding.UTF8.GetString(new Utf8Buffer(text.Length + 2).AppendString(text).Span);
        }

        return word;
    }

    /// <summary>The arguments of a call, as JSON.</summary>
    public static string Join(Dictionary<string, string> arguments)
    {
        var json = new Utf8Buffer(256).Append("{"u8);
        foreach (var (key, value) in arguments)
        {
            json.Append(json.Length > 1 ? ","u8 : []).AppendString(key).Append(":"u8).Append(Encoding.UTF8.GetBytes(value));
        }

        return Encoding.UTF8.GetString(json.Append("}"u8).Span);
    }

    private static string[] Types(JsonElement type) => type.ValueKind switch
    {
        JsonValueKind.String => [type.GetString()!],
        JsonValueKind.Array => [.. type.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)],
        _ => [],
    };

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonElement Member(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value : default;
}
