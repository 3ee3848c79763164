namespace AgenticApi;

/// <summary>The code has run; its outputs come with the finished item. Wire type: <c>response.code_interpreter_call.completed</c>.</summary>
public sealed class CodeInterpreterCallCompletedEvent : ItemStatusEvent
{
    internal CodeInterpreterCallCompletedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
