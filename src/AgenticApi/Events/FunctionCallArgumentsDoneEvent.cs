using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The complete arguments of a function call. Wire type: <c>response.function_call_arguments.done</c>.</summary>
public sealed class FunctionCallArgumentsDoneEvent : ItemEvent
{
    internal FunctionCallArgumentsDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The complete arguments; empty if the server sent none.</summary>
    public string Arguments => String(Fields.Payload) ?? "";

    /// <summary>The name of the function; null if the server sent none. vLLM sends it in this event, OpenAI does not.</summary>
    public string? Name => String(Fields.Name);
}
