using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// The response itself where an event was due: an object with <c>"object": "response"</c> and no <c>type</c>, as a gateway ends its
/// streams, or a blocking body where a stream was asked for.
/// </summary>
public sealed class BareResponseEvent : ResponseTerminalEvent
{
    private Response? _response;

    internal BareResponseEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The response; never null.</summary>
    public override Response Response => _response ??= new Response(Json);
}
