namespace AgenticApi;

/// <summary>The code runs. Wire type: <c>response.code_interpreter_call.interpreting</c>.</summary>
public sealed class CodeInterpreterCallInterpretingEvent : ItemStatusEvent
{
    internal CodeInterpreterCallInterpretingEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
