using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>Confirms that an input sent over the WebSocket was accepted (beta). Wire type: <c>response.inject.created</c>.</summary>
public sealed class InjectCreatedEvent : ResponseStreamEvent
{
    internal InjectCreatedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The id of the response that the input was sent to; null if the server sent none.</summary>
    public string? ResponseId => MemberText("response_id"u8);
}
