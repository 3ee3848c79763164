using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The input of a custom tool call, whole. Wire type: <c>response.custom_tool_call_input.done</c>.</summary>
public sealed class CustomToolCallInputDoneEvent : ItemEvent
{
    internal CustomToolCallInputDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The whole of it; empty where the server sent none.</summary>
    public string Input => String(Fields.Payload) ?? "";
}
