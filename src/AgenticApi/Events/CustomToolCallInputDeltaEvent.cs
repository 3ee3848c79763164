using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A piece of the input of a custom tool call. Wire type: <c>response.custom_tool_call_input.delta</c>.</summary>
public sealed class CustomToolCallInputDeltaEvent : DeltaEvent
{
    internal CustomToolCallInputDeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
