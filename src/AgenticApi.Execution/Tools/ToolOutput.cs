using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>What a tool gave: a text, or content parts as JSON.</summary>
public sealed class ToolOutput
{
    private ToolOutput(string? text, JsonElement parts, bool isError) => (Text, Parts, IsError) = (text, parts, isError);

    /// <summary>The text; null where the output is content parts.</summary>
    public string? Text { get; }

    /// <summary>The content parts, an array as <c>function_call_output.output</c> takes it; undefined where the output is a text.</summary>
    public JsonElement Parts { get; }

    /// <summary>Whether it tells the model of a failure.</summary>
    public bool IsError { get; }

    /// <summary>A text.</summary>
    /// <param name="text">The text; may be empty.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static ToolOutput FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ToolOutput(text, default, isError: false);
    }

    /// <summary>Content parts: <c>input_text</c>, <c>input_image</c>, <c>input_file</c>.</summary>
    /// <param name="parts">A JSON array.</param>
    /// <exception cref="ArgumentException"><paramref name="parts"/> is no array.</exception>
    public static ToolOutput FromParts(JsonElement parts) =>
        parts.ValueKind == JsonValueKind.Array
            ? new ToolOutput(null, parts.Clone(), isError: false)
            : throw new ArgumentException("The parts of an output are a JSON array.", nameof(parts));

    /// <summary>A text that tells the model of a failure.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static ToolOutput FromError(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ToolOutput(text, default, isError: true);
    }

    /// <summary>The kind only: content never gets into a log by accident.</summary>
    public override string ToString() => IsError ? "error" : Text is null ? "parts" : "text";
}
