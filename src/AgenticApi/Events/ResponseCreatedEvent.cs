using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// The first event of a stream: the server created the response. A gateway that runs several model rounds may send it again for each round.
/// Wire type: <c>response.created</c>.
/// </summary>
public sealed class ResponseCreatedEvent : ResponseLifecycleEvent
{
    internal ResponseCreatedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
