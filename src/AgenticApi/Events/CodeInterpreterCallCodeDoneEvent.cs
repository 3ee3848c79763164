using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The code of a code interpreter call, whole. Wire type: <c>response.code_interpreter_call_code.done</c>.</summary>
public sealed class CodeInterpreterCallCodeDoneEvent : ItemEvent
{
    internal CodeInterpreterCallCodeDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The whole of it; empty where the server sent none.</summary>
    public string Code => String(Fields.Payload) ?? "";
}
