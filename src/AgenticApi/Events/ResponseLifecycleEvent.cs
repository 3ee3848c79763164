using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>An event that carries the whole response as it then stands.</summary>
public abstract class ResponseLifecycleEvent : ResponseStreamEvent
{
    private Response? _response;

    private protected ResponseLifecycleEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The response as the event has it, parsed at the first call; null where the server sent none.</summary>
    public virtual Response? Response => _response ??= Payload(json => new Response(json));
}
