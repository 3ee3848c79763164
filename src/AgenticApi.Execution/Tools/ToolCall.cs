namespace AgenticApi.Execution;

/// <summary>A call, as the handler of its tool gets it.</summary>
/// <param name="Key">Identifies the call in its run. A resumed run keeps it.</param>
/// <param name="CallId">The <c>call_id</c> of the stream. The stored response may have another one.</param>
/// <param name="Name">The name of the tool.</param>
/// <param name="Arguments">The arguments as JSON text; for a custom tool, the input that the model wrote.</param>
public sealed record ToolCall(CallKey Key, string CallId, string Name, string Arguments)
{
    /// <summary>The <see cref="Key"/> as text. It is equal for each execution of this call, so the service behind a tool can detect a repetition.</summary>
    public string IdempotencyKey => Key.ToString();

    /// <summary>Returns the name and the key only, so that no content gets into a log.</summary>
    public override string ToString() => $"{nameof(ToolCall)} {{ {Name}, {Key} }}";
}
