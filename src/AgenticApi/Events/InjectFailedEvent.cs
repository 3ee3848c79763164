using AgenticApi.Json;
using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>Reports that an input sent over the WebSocket was rejected (beta). Wire type: <c>response.inject.failed</c>.</summary>
public sealed class InjectFailedEvent : ResponseStreamEvent
{
    internal InjectFailedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The id of the response that the input was sent to; null if the server sent none.</summary>
    public string? ResponseId => MemberText("response_id"u8);

    /// <summary>Why the input was rejected; null if the server sent no reason.</summary>
    public ResponseError? Error => Fields.Error.IsObject ? new ResponseError(JsonText.Parse(Fields.Error.Of(Data))) : null;
}
