using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A function call's arguments, whole. Wire type: <c>response.function_call_arguments.done</c>.</summary>
public sealed class FunctionCallArgumentsDoneEvent : ItemEvent
{
    internal FunctionCallArgumentsDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The whole of it; empty where the server sent none.</summary>
    public string Arguments => String(Fields.Payload) ?? "";

    /// <summary>The function's name, which vLLM sends here and OpenAI does not; null where it is absent.</summary>
    public string? Name => String(Fields.Name);
}
