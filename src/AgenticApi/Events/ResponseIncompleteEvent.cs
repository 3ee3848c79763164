using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The response is cut off; <see cref="Response.IncompleteDetails"/> says why. Wire type: <c>response.incomplete</c>.</summary>
public sealed class ResponseIncompleteEvent : ResponseTerminalEvent
{
    internal ResponseIncompleteEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
