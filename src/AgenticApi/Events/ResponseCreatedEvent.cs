using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The response exists. The first event of a stream; a gateway that runs several model rounds may send it again for each. Wire type: <c>response.created</c>.</summary>
public sealed class ResponseCreatedEvent : ResponseLifecycleEvent
{
    internal ResponseCreatedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
