namespace AgenticApi.Serving.Tests.Properties.Formats;

/// <summary>gpt-oss with the recipient after the channel.</summary>
public class HarmonyProperties : FormatProperties
{
    private protected override IAnswerWriter Create() => new HarmonyWriter("<|channel|>commentary to=functions.f <|constrain|>json");
}

/// <summary>gpt-oss with the recipient before the channel.</summary>
public class HarmonyRoleProperties : FormatProperties
{
    private protected override IAnswerWriter Create() => new HarmonyWriter(" to=functions.f<|channel|>commentary json");
}

internal sealed class HarmonyWriter(string header) : IAnswerWriter
{
    public IEnumerable<ITextBlock> Blocks => [new HarmonyBlock()];

    public IReadOnlyList<string> Tags => ["<|start|>", "<|channel|>", "<|constrain|>", "<|message|>", "<|end|>", "<|call|>", "<|return|>", "assistant", "final", "to=functions.f"];

    public string Reasoning(string text) => $"<|channel|>analysis<|message|>{text}<|end|>";

    public string Text(string text) => $"<|start|>assistant<|channel|>final<|message|>{text}<|end|>";

    public string Call(string name, IReadOnlyList<(string Key, object? Value)> arguments) => $"<|start|>assistant{header}<|message|>{JsonWriter.Write(arguments)}<|call|>";
}
