using System.Text.Json;

namespace AgenticApi.Serving.Tests.Properties.Formats;

/// <summary>DeepSeek V3.1.</summary>
public class DeepSeekProperties : FormatProperties
{
    private protected override IAnswerWriter Create() => new DeepSeekWriter(json => ("f", json));
}

/// <summary>DeepSeek V3.</summary>
public class DeepSeekFenceProperties : FormatProperties
{
    private protected override IAnswerWriter Create() => new DeepSeekWriter(json => ("function", $"f\n```json\n{json}\n```"));
}

/// <summary>Kimi K2.</summary>
public class KimiProperties : FormatProperties
{
    private protected override IAnswerWriter Create() => new KimiWriter();
}

internal sealed class DeepSeekWriter(Func<string, (string Before, string Behind)> write) : IAnswerWriter
{
    public IEnumerable<ITextBlock> Blocks => [new ThinkBlock(), new SectionToolCallBlock(SectionToolCallTags.DeepSeek)];

    public IReadOnlyList<string> Tags => ["<｜tool▁calls▁begin｜>", "<｜tool▁call▁begin｜>", "<｜tool▁sep｜>", "<｜tool▁call▁end｜>", "<｜tool▁calls▁end｜>", "```"];

    public string Call(string name, IReadOnlyList<(string Key, object? Value)> arguments)
    {
        var (before, behind) = write(JsonWriter.Write(arguments));
        return $"<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>{before}<｜tool▁sep｜>{behind}<｜tool▁call▁end｜><｜tool▁calls▁end｜>";
    }
}

internal sealed class KimiWriter : IAnswerWriter
{
    private int _calls;

    public IEnumerable<ITextBlock> Blocks => [new ThinkBlock(), new SectionToolCallBlock(SectionToolCallTags.Kimi)];

    public IReadOnlyList<string> Tags =>
        ["<|tool_calls_section_begin|>", "<|tool_call_begin|>", "<|tool_call_argument_begin|>", "<|tool_call_end|>", "<|tool_calls_section_end|>", "functions.f:0"];

    public string Call(string name, IReadOnlyList<(string Key, object? Value)> arguments) =>
        $"<|tool_calls_section_begin|><|tool_call_begin|>functions.{name}:{_calls++}<|tool_call_argument_begin|>{JsonWriter.Write(arguments)}<|tool_call_end|><|tool_calls_section_end|>";
}

internal static class JsonWriter
{
    // Models write tags in a text without escapes.
    private static readonly JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IReadOnlyList<(string Key, object? Value)> arguments) =>
        JsonSerializer.Serialize(arguments.ToDictionary(argument => argument.Key, argument => argument.Value), Options);
}
