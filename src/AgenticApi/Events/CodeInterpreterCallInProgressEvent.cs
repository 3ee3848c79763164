namespace AgenticApi;

/// <summary>A code interpreter call begins. Wire type: <c>response.code_interpreter_call.in_progress</c>.</summary>
public sealed class CodeInterpreterCallInProgressEvent : ItemStatusEvent
{
    internal CodeInterpreterCallInProgressEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
