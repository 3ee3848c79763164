namespace AgenticApi.Serving;

/// <summary>A piece of a tool call, as <c>choices[].delta.tool_calls[]</c> of Chat Completions has it. An empty text counts as none.</summary>
/// <param name="index">Which call of this response it belongs to, 0 or more; calls that run in parallel have different ones.</param>
public sealed class ToolCallDelta(int index) : ModelDelta
{
    /// <summary>Which call of the response it belongs to.</summary>
    public int Index { get; } = index;

    /// <summary>The call's id, which becomes its <c>call_id</c>; null where this piece has none.</summary>
    public string? Id { get; init; }

    /// <summary>The function's name, whole; null where this piece has none.</summary>
    public string? Name { get; init; }

    /// <summary>More of the arguments, which are JSON text when they are whole; null where this piece has none.</summary>
    public string? Arguments { get; init; }

    /// <summary>
    /// How the call ended; null where more of it may come, and always null from servers that do not say it. A call that is not
    /// <see cref="CallEnding.Whole"/> is sent as <c>incomplete</c>. The first ending of a call counts, and nothing is added after it.
    /// </summary>
    public CallEnding? Ending { get; init; }
}
