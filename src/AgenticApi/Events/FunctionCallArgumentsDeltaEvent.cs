using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A piece of the arguments of a function call. Wire type: <c>response.function_call_arguments.delta</c>.</summary>
public sealed class FunctionCallArgumentsDeltaEvent : DeltaEvent
{
    internal FunctionCallArgumentsDeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
