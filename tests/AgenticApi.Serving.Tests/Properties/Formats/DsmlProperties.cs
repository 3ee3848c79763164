using System.Text.Json;

namespace AgenticApi.Serving.Tests.Properties.Formats;

/// <summary>DeepSeek V3.2.</summary>
public class DsmlFunctionCallsProperties : FormatProperties
{
    private protected override IAnswerWriter Create() => new DsmlWriter(XmlToolCallTags.DeepSeekV32);
}

/// <summary>DeepSeek V4.</summary>
public class DsmlToolCallsProperties : FormatProperties
{
    private protected override IAnswerWriter Create() => new DsmlWriter(XmlToolCallTags.DeepSeekV4);
}

internal sealed class DsmlWriter(XmlToolCallTags tags) : IAnswerWriter
{
    public IEnumerable<ITextBlock> Blocks => [new ThinkBlock(), new XmlToolCallBlock(tags)];

    public IReadOnlyList<string> Tags => [tags.Opening, tags.Closing, tags.Function + "\"f\">", tags.FunctionEnd, tags.Parameter + "\"s\" string=\"true\">", tags.ParameterEnd];

    public string Reasoning(string text) => $"<think>{text}</think>";

    // A value cannot contain one of these tags alone.
    public bool CanWrite(string value) => !Array.Exists(
        (string[])[tags.ParameterEnd, tags.FunctionEnd, tags.Parameter, tags.Function], tag => value.Contains(tag, StringComparison.Ordinal));

    public string Call(string name, IReadOnlyList<(string Key, object? Value)> arguments) =>
        $"\n\n{tags.Opening}\n{tags.Function}\"{name}\">\n{string.Join('\n', arguments.Select(argument => Parameter(argument.Key, argument.Value)))}\n{tags.FunctionEnd}\n{tags.Closing}";

    private string Parameter(string key, object? value) => value is string text
        ? $"{tags.Parameter}\"{key}\" string=\"true\">{text}{tags.ParameterEnd}"
        : $"{tags.Parameter}\"{key}\" string=\"false\">{JsonSerializer.Serialize(value)}{tags.ParameterEnd}";
}
