using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>The output of a tool: text, or content parts as JSON. Immutable.</summary>
public sealed class ToolOutput
{
    private ToolOutput(string? text, JsonElement parts, bool isError) => (Text, Parts, IsError) = (text, parts, isError);

    /// <summary>The text; null if the output is content parts.</summary>
    public string? Text { get; }

    /// <summary>The content parts, a JSON array in the form of <c>function_call_output.output</c>; undefined if the output is text.</summary>
    public JsonElement Parts { get; }

    /// <summary>Whether the output reports a failure.</summary>
    public bool IsError { get; }

    /// <summary>Creates an output of text.</summary>
    /// <param name="text">The text. It may be empty.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static ToolOutput FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ToolOutput(text, default, isError: false);
    }

    /// <summary>Creates an output of content parts: <c>input_text</c>, <c>input_image</c>, <c>input_file</c>.</summary>
    /// <param name="parts">A JSON array.</param>
    /// <exception cref="ArgumentException"><paramref name="parts"/> is not an array.</exception>
    public static ToolOutput FromParts(JsonElement parts) =>
        parts.ValueKind == JsonValueKind.Array
            ? new ToolOutput(null, parts.Clone(), isError: false)
            : throw new ArgumentException("The parts of an output must be a JSON array.", nameof(parts));

    /// <summary>Creates an output that reports a failure to the model.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static ToolOutput FromError(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ToolOutput(text, default, isError: true);
    }

    /// <summary>Returns <c>text</c>, <c>parts</c> or <c>error</c> only, so that no content gets into a log.</summary>
    public override string ToString() => IsError ? "error" : Text is null ? "parts" : "text";
}
