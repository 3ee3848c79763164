using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>More of a function call's arguments. Wire type: <c>response.function_call_arguments.delta</c>.</summary>
public sealed class FunctionCallArgumentsDeltaEvent : DeltaEvent
{
    internal FunctionCallArgumentsDeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
