using System.Text.Json;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Serving.Tools;

/// <summary>Writes a custom tool, which takes free text, as a function with one string parameter.</summary>
internal static class CustomTool
{
    private const string ParameterDescription = "The tool's input: plain text, exactly as the tool takes it.";

    /// <summary>Writes the parameters of the function.</summary>
    public static void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteStartObject("parameters");
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        json.WriteStartObject(ServedTool.CustomInput);
        json.WriteString("type", "string");
        json.WriteString("description", ParameterDescription);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("required");
        json.WriteStringValue(ServedTool.CustomInput);
        json.WriteEndArray();
        json.WriteBoolean("additionalProperties", false);
        json.WriteEndObject();
    }

    /// <summary>
    /// Returns the sentence for the function's description that tells the model which grammar the text must match; null if any text is
    /// allowed. Nothing enforces the grammar.
    /// </summary>
    public static string? Syntax(JsonElement tool)
    {
        var format = tool.Member("format");
        return format.Member("type").Text() == "grammar"
            ? $"The text of `{ServedTool.CustomInput}` must match this {format.Member("syntax").Text()} grammar:\n{format.Member("definition").Text()}"
            : null;
    }

    /// <summary>Throws if the <c>format</c> of the tool is invalid.</summary>
    /// <exception cref="InvalidRequestException">The format is invalid.</exception>
    public static void Check(JsonElement tool, string at)
    {
        var format = tool.Member("format");
        if (!format.HasValue())
        {
            return;
        }

        at += ".format";
        switch (Required.Text(format, "type", at))
        {
            case "text":
                break;
            case "grammar":
                _ = Required.Text(format, "syntax", at) is "lark" or "regex" ? "" : throw Fault.Value($"{at}.syntax", "lark", "regex");
                _ = Required.NonEmpty(format, "definition", at);
                break;
            default:
                throw Fault.Value($"{at}.type", "text", "grammar");
        }
    }
}
