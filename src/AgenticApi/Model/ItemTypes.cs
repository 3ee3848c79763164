namespace AgenticApi;

/// <summary>The <c>type</c> of every output item, as it stands on the wire.</summary>
public static class ItemTypes
{
    /// <summary>What the assistant says: <see cref="MessageItem"/>.</summary>
    public const string Message = "message";

    /// <summary>What the model thought: <see cref="ReasoningItem"/>.</summary>
    public const string Reasoning = "reasoning";

    /// <summary>A call of a function that the client runs: <see cref="FunctionCallItem"/>.</summary>
    public const string FunctionCall = "function_call";
}
