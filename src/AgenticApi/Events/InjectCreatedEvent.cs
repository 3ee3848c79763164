using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>An input that was injected over the WebSocket was taken (beta). Wire type: <c>response.inject.created</c>.</summary>
public sealed class InjectCreatedEvent : ResponseStreamEvent
{
    internal InjectCreatedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The response that it was meant for; null where the server does not say.</summary>
    public string? ResponseId => MemberText("response_id"u8);
}
