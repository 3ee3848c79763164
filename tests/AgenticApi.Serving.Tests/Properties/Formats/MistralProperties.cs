namespace AgenticApi.Serving.Tests.Properties.Formats;

/// <summary>Mistral's list of calls.</summary>
public class MistralListProperties : FormatProperties
{
    private protected override IAnswerWriter Create() => new MistralWriter((name, json, _) => $$""" [{"name": "{{name}}", "arguments": {{json}}}]""");
}

/// <summary>Mistral's names before the arguments.</summary>
public class MistralNameProperties : FormatProperties
{
    private protected override IAnswerWriter Create() => new MistralWriter((name, json, _) => name + json);
}

/// <summary>Mistral's names and ids before the arguments.</summary>
public class MistralIdProperties : FormatProperties
{
    private protected override IAnswerWriter Create() => new MistralWriter((name, json, number) => $"{name}[CALL_ID]Ab3xY{number:d4}[ARGS]{json}");
}

internal sealed class MistralWriter(Func<string, string, int, string> write) : IAnswerWriter
{
    private int _calls;

    public IEnumerable<ITextBlock> Blocks => [new ThinkBlock { OpeningTag = "[THINK]", ClosingTag = "[/THINK]" }, new MistralToolCallBlock()];

    public IReadOnlyList<string> Tags => ["[TOOL_CALLS]", "[CALL_ID]", "[ARGS]", "[THINK]", "[/THINK]"];

    public string Reasoning(string text) => $"[THINK]{text}[/THINK]";

    public string Call(string name, IReadOnlyList<(string Key, object? Value)> arguments) => $"[TOOL_CALLS]{write(name, JsonWriter.Write(arguments), _calls++)}";
}
