using AgenticApi.Json;

namespace AgenticApi;

/// <summary>The server gives up. Wire type: <c>error</c>, or any object with an <c>error</c> and no type. <c>response.failed</c> may follow.</summary>
public sealed class ErrorEvent : ResponseStreamEvent
{
    private ResponseError? _error;

    internal ErrorEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The error: the nested <c>error</c> object where there is one, otherwise the fields of the event itself.</summary>
    public ResponseError Error => _error ??= new ResponseError(Fields.Error.IsObject ? JsonText.Parse(Fields.Error.Of(Data)) : Json);
}
