using System.Text.RegularExpressions;

namespace AgenticApi.Serving.Tests.Properties.Formats;

/// <summary>GLM-4.5 and GLM-4.6.</summary>
public class KeyValueLinesProperties : FormatProperties
{
    private protected override IAnswerWriter Create() => new KeyValueWriter("\n");
}

/// <summary>GLM-4.7, without line breaks.</summary>
public class KeyValueProperties : FormatProperties
{
    private protected override IAnswerWriter Create() => new KeyValueWriter("");
}

internal sealed class KeyValueWriter(string lineBreak) : IAnswerWriter
{
    private const string Example = "<tool_call>g\n<arg_key>s</arg_key>\n<arg_value>1</arg_value>\n</tool_call>";

    public IEnumerable<ITextBlock> Blocks => [new ThinkBlock(), new HermesToolCallBlock(), new KeyValueToolCallBlock()];

    public IReadOnlyList<string> Tags => ["<tool_call>", "</tool_call>", "<arg_key>", "</arg_key>", "<arg_value>", "</arg_value>", Example];

    // A value cannot contain an end tag alone, and a string cannot be "null".
    public bool CanWrite(string value)
    {
        var rest = value.Replace(Example, "", StringComparison.Ordinal);
        return value.Trim() is not "null" && !rest.Contains("</arg_value>", StringComparison.Ordinal) && !Regex.IsMatch(rest, @"</arg_key>\s*<arg_value>");
    }

    public string Call(string name, IReadOnlyList<(string Key, object? Value)> arguments) =>
        $"{lineBreak}<tool_call>{name}{lineBreak}{string.Concat(arguments.Select(argument => $"<arg_key>{argument.Key}</arg_key>{lineBreak}<arg_value>{PlainValue.Of(argument.Value)}</arg_value>{lineBreak}"))}</tool_call>";
}

/// <summary>Writes values for formats with typed text: strings have no quotes.</summary>
internal static class PlainValue
{
    // Models write tags in a text without escapes.
    private static readonly System.Text.Json.JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(object? value) => value as string ?? Json(value);

    public static string Json(object? value) => System.Text.Json.JsonSerializer.Serialize(value, Options);
}
