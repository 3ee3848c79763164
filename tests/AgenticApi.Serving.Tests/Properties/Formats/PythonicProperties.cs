using System.Collections;

namespace AgenticApi.Serving.Tests.Properties.Formats;

/// <summary>LFM2.</summary>
public class PythonicProperties : FormatProperties
{
    private protected override IAnswerWriter Create() => new PythonicWriter("<|tool_call_start|>", "<|tool_call_end|>", '"');
}

/// <summary>Llama 4, with the other quotes.</summary>
public class PythonicQuoteProperties : FormatProperties
{
    private protected override IAnswerWriter Create() => new PythonicWriter("<|python_start|>", "<|python_end|>", '\'');
}

internal sealed class PythonicWriter(string opening, string closing, char quote) : IAnswerWriter
{
    public IEnumerable<ITextBlock> Blocks => [new ThinkBlock(), new PythonicToolCallBlock { OpeningTag = opening, ClosingTag = closing, NeedsTag = true }];

    public IReadOnlyList<string> Tags => [opening, closing, "[f(", ")]", "s=", $"{opening}[g(s='1')]{closing}"];

    public static string Python(object? value, char quote) => value switch
    {
        null => "None",
        true => "True",
        false => "False",
        string text => quote + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace($"{quote}", $"\\{quote}", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + quote,
        IEnumerable values => $"[{string.Join(", ", values.Cast<object?>().Select(item => Python(item, quote)))}]",
        _ => PlainValue.Json(value),
    };

    public static string Write(string name, IReadOnlyList<(string Key, object? Value)> arguments, char quote) =>
        $"{name}({string.Join(", ", arguments.Select(argument => $"{argument.Key}={Python(argument.Value, quote)}"))})";

    public string Call(string name, IReadOnlyList<(string Key, object? Value)> arguments) => $"{opening}[{Write(name, arguments, quote)}]{closing}";
}
