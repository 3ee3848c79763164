using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// The end of a response that was cancelled. Some servers send it; the protocol does not define it.
/// Wire type: <c>response.cancelled</c>.
/// </summary>
public sealed class ResponseCancelledEvent : ResponseTerminalEvent
{
    internal ResponseCancelledEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
