using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The complete code of a code interpreter call. Wire type: <c>response.code_interpreter_call_code.done</c>.</summary>
public sealed class CodeInterpreterCallCodeDoneEvent : ItemEvent
{
    internal CodeInterpreterCallCodeDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The complete code; empty if the server sent none.</summary>
    public string Code => String(Fields.Payload) ?? "";
}
