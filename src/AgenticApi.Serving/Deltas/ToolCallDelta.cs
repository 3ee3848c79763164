namespace AgenticApi.Serving;

/// <summary>
/// A piece of a tool call, like an element of <c>choices[].delta.tool_calls[]</c> in Chat Completions. An empty string is treated as null.
/// </summary>
/// <param name="index">
/// The index of the call that the piece belongs to. Parallel calls have different indexes. A piece with another id or name than the call of
/// its index begins a new call.
/// </param>
public sealed class ToolCallDelta(int index) : ModelDelta
{
    /// <summary>Gets the index of the call that the piece belongs to.</summary>
    public int Index { get; } = index;

    /// <summary>Gets the id of the call, which becomes its <c>call_id</c>; null if this piece has none.</summary>
    public string? Id { get; init; }

    /// <summary>Gets the complete name of the function; null if this piece has none.</summary>
    public string? Name { get; init; }

    /// <summary>Gets a piece of the arguments, which together are JSON text; null if this piece has none.</summary>
    public string? Arguments { get; init; }

    /// <summary>
    /// Gets how the call ended; null if more pieces may follow, or if the model's server does not report endings. A call that is
    /// <see cref="CallEnding.CutOff"/> or <see cref="CallEnding.Broken"/> is sent with the status <c>incomplete</c>. The first ending of a
    /// call is final: later pieces are not added to it.
    /// </summary>
    public CallEnding? Ending { get; init; }
}
