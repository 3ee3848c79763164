using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The complete input of a custom tool call. Wire type: <c>response.custom_tool_call_input.done</c>.</summary>
public sealed class CustomToolCallInputDoneEvent : ItemEvent
{
    internal CustomToolCallInputDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The complete input; empty if the server sent none.</summary>
    public string Input => String(Fields.Payload) ?? "";
}
