using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// The end of a response that was cut off. <see cref="Response.IncompleteDetails"/> has the reason.
/// Wire type: <c>response.incomplete</c>.
/// </summary>
public sealed class ResponseIncompleteEvent : ResponseTerminalEvent
{
    internal ResponseIncompleteEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
