using System.Text.Json;

namespace AgenticApi.Serving.Tests.Properties;

/// <summary>Writes an answer in the format of a model.</summary>
internal interface IAnswerWriter
{
    /// <summary>The blocks that read the format.</summary>
    IEnumerable<ITextBlock> Blocks { get; }

    /// <summary>The tags of the format, which values also contain.</summary>
    IReadOnlyList<string> Tags => [];

    /// <summary>Returns whether a value of the format can contain a text.</summary>
    bool CanWrite(string value) => true;

    string Reasoning(string text) => $"<think>\n{text}\n</think>\n\n";

    string Text(string text) => text;

    string Call(string name, IReadOnlyList<(string Key, object? Value)> arguments);
}

/// <summary>JSON between tags.</summary>
internal sealed class HermesWriter : IAnswerWriter
{
    public IEnumerable<ITextBlock> Blocks => [new ThinkBlock(), new HermesToolCallBlock(), new XmlToolCallBlock()];

    public string Call(string name, IReadOnlyList<(string Key, object? Value)> arguments) =>
        $$"""
        <tool_call>
        {"name": "{{name}}", "arguments": {{JsonSerializer.Serialize(arguments.ToDictionary(argument => argument.Key, argument => argument.Value))}}}
        </tool_call>

        """;
}

/// <summary>Parameters between tags.</summary>
internal sealed class XmlWriter : IAnswerWriter
{
    public IEnumerable<ITextBlock> Blocks => [new ThinkBlock(), new HermesToolCallBlock(), new XmlToolCallBlock()];

    // A value cannot contain one of these tags alone, and a string cannot be "null".
    public bool CanWrite(string value) => value.Trim() is not "null" && !Array.Exists(
        (string[])["</parameter>", "</function>", "<parameter", "<function"],
        tag => value.Replace(WrittenAnswer.Example, "", StringComparison.Ordinal).Contains(tag, StringComparison.Ordinal));

    public string Call(string name, IReadOnlyList<(string Key, object? Value)> arguments) =>
        $"<tool_call>\n<function={name}>\n{string.Concat(arguments.Select(argument => $"<parameter={argument.Key}>\n{Value(argument.Value)}\n</parameter>\n"))}</function>\n</tool_call>\n";

    private static string Value(object? value) => value switch { null => "null", string text => text, _ => JsonSerializer.Serialize(value) };
}
