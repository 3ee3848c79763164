namespace AgenticApi.Execution;

/// <summary>A call as the tool sees it.</summary>
/// <param name="Key">The call's name inside the run. It stays the same when a run is resumed.</param>
/// <param name="CallId">The <c>call_id</c> as the stream gave it. The server may store the call under another one.</param>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">The arguments as JSON text; of a custom tool the input as the model wrote it.</param>
public sealed record ToolCall(CallKey Key, string CallId, string Name, string Arguments)
{
    /// <summary>The same for each execution of this call, so that the tool's own server can tell a repetition.</summary>
    public string IdempotencyKey => Key.ToString();

    /// <summary>The name and the key only: content never gets into a log by accident.</summary>
    public override string ToString() => $"{nameof(ToolCall)} {{ {Name}, {Key} }}";
}
