namespace AgenticApi.Serving.Tests.Properties.Formats;

/// <summary>MiniMax M2.</summary>
public class MiniMaxProperties : FormatProperties
{
    private protected override IAnswerWriter Create() => new TagRowWriter(XmlToolCallTags.MiniMax, "\"", "think");
}

/// <summary>Seed-OSS.</summary>
public class SeedOssProperties : FormatProperties
{
    private protected override IAnswerWriter Create() => new TagRowWriter(XmlToolCallTags.SeedOss, "", "seed:think");
}

internal sealed class TagRowWriter(XmlToolCallTags tags, string quote, string think) : IAnswerWriter
{
    private readonly string _example =
        $"{tags.Opening}\n{tags.Function}{quote}g{quote}>\n{tags.Parameter}{quote}s{quote}>1{tags.ParameterEnd}\n{tags.FunctionEnd}\n{tags.Closing}";

    public IEnumerable<ITextBlock> Blocks => [new ThinkBlock { OpeningTag = $"<{think}>", ClosingTag = $"</{think}>" }, new XmlToolCallBlock(tags)];

    public IReadOnlyList<string> Tags => [tags.Opening, tags.Closing, tags.Function, tags.FunctionEnd, tags.Parameter, tags.ParameterEnd, _example];

    // A value cannot contain one of these tags alone, and a string cannot be "null".
    public bool CanWrite(string value) => value.Trim() is not "null" && !value.StartsWith('\n') && !Array.Exists(
        [tags.ParameterEnd, tags.FunctionEnd, tags.Parameter, tags.Function],
        tag => value.Replace(_example, "", StringComparison.Ordinal).Contains(tag, StringComparison.Ordinal));

    public string Reasoning(string text) => $"<{think}>{text}</{think}>";

    public string Call(string name, IReadOnlyList<(string Key, object? Value)> arguments) =>
        $"\n{tags.Opening}\n{tags.Function}{quote}{name}{quote}>\n{string.Concat(arguments.Select(argument => $"{tags.Parameter}{quote}{argument.Key}{quote}>{PlainValue.Of(argument.Value)}{tags.ParameterEnd}\n"))}{tags.FunctionEnd}\n{tags.Closing}";
}
