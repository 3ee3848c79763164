using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// A response without an event around it: an object with <c>"object": "response"</c> and no <c>type</c>. Some gateways end their streams
/// with it. A blocking body that the server sent instead of a stream is read as such an event too.
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
