using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The base class of events that contain the current response.</summary>
public abstract class ResponseLifecycleEvent : ResponseStreamEvent
{
    private Response? _response;

    private protected ResponseLifecycleEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The response in this event, parsed on first use; null if the server sent none.</summary>
    public virtual Response? Response => _response ??= Payload(json => new Response(json));
}
