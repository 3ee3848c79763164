namespace AgenticApi.Serving.Tests.Properties.Formats;

/// <summary>Llama 3.</summary>
public class JsonToolCallProperties : FormatProperties
{
    private protected override IAnswerWriter Create() => new JsonToolCallWriter("<|python_tag|>", "{0}", "parameters");
}

/// <summary>Granite 3, with a list.</summary>
public class JsonToolCallListProperties : FormatProperties
{
    private protected override IAnswerWriter Create() => new JsonToolCallWriter("<|tool_call|>", "[{0}]", "arguments");
}

internal sealed class JsonToolCallWriter(string tag, string list, string key) : IAnswerWriter
{
    public IEnumerable<ITextBlock> Blocks => [new ThinkBlock(), new JsonToolCallBlock { OpeningTag = tag }];

    public IReadOnlyList<string> Tags => [tag, "{\"name\": \"f\"", "; ", $"{tag}{{\"name\": \"g\", \"parameters\": {{}}}}"];

    public static string Write(string name, string key, IReadOnlyList<(string Key, object? Value)> arguments) =>
        $"{{\"name\": \"{name}\", \"{key}\": {PlainValue.Json(arguments.ToDictionary(argument => argument.Key, argument => argument.Value))}}}";

    public string Call(string name, IReadOnlyList<(string Key, object? Value)> arguments) =>
        tag + string.Format(System.Globalization.CultureInfo.InvariantCulture, list, Write(name, key, arguments));
}
