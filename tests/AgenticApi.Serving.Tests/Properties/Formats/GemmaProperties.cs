using System.Collections;

namespace AgenticApi.Serving.Tests.Properties.Formats;

/// <summary>Gemma 4.</summary>
public class GemmaProperties : FormatProperties
{
    private protected override IAnswerWriter Create() => new GemmaWriter("<|tool_call>", "<tool_call|>", "<|\"|>");
}

/// <summary>FunctionGemma.</summary>
public class FunctionGemmaProperties : FormatProperties
{
    private protected override IAnswerWriter Create() => new GemmaWriter("<start_function_call>", "<end_function_call>", "<escape>");
}

internal sealed class GemmaWriter(string opening, string closing, string quote) : IAnswerWriter
{
    private readonly string _example = $"{opening}call:g{{s:{quote}1{quote}}}{closing}";

    public IEnumerable<ITextBlock> Blocks =>
    [
        new ThinkBlock { OpeningTag = "<|channel>thought", ClosingTag = "<channel|>" },
        new GemmaToolCallBlock { OpeningTag = opening, ClosingTag = closing, QuoteTag = quote },
    ];

    public IReadOnlyList<string> Tags => [opening, closing, quote, "call:", _example];

    // A string has no escapes, so it cannot contain its closing tag.
    public bool CanWrite(string value) => !value.Replace(_example, "", StringComparison.Ordinal).Contains(quote, StringComparison.Ordinal);

    public string Reasoning(string text) => $"<|channel>thought\n{text}\n<channel|>";

    public string Call(string name, IReadOnlyList<(string Key, object? Value)> arguments) =>
        $"{opening}call:{name}{{{string.Join(',', arguments.Select(argument => $"{argument.Key}:{Value(argument.Value)}"))}}}{closing}";

    private string Value(object? value) => value switch
    {
        string text => quote + text + quote,
        IEnumerable values => $"[{string.Join(',', values.Cast<object?>().Select(Value))}]",
        _ => PlainValue.Json(value),
    };
}
