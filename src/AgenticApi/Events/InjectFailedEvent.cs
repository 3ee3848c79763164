using AgenticApi.Json;
using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>An input that was injected over the WebSocket was not taken (beta). Wire type: <c>response.inject.failed</c>.</summary>
public sealed class InjectFailedEvent : ResponseStreamEvent
{
    internal InjectFailedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The response that it was meant for; null where the server does not say.</summary>
    public string? ResponseId => MemberText("response_id"u8);

    /// <summary>Why it was not taken; null where the server does not say.</summary>
    public ResponseError? Error => Fields.Error.IsObject ? new ResponseError(JsonText.Parse(Fields.Error.Of(Data))) : null;
}
