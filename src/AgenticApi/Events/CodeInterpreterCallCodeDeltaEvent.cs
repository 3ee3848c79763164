using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A piece of the code of a code interpreter call. Wire type: <c>response.code_interpreter_call_code.delta</c>.</summary>
public sealed class CodeInterpreterCallCodeDeltaEvent : DeltaEvent
{
    internal CodeInterpreterCallCodeDeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
