using AgenticApi.Json;
using AgenticApi.Reading;

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
    public ResponseError Error => _error ??= new ResponseError(JsonText.Parse(ErrorOf(Data, Fields)));

    /// <summary>The error in an event: nested, as a plain text, or as fields beside the event's own.</summary>
    internal static byte[] ErrorOf(ReadOnlySpan<byte> data, in EventFields fields)
    {
        if (fields.Error.IsObject)
        {
            return fields.Error.Of(data).ToArray();
        }

        var output = default(RawBuffer);
        if (fields.Error.HasValue)
        {
            output.Append("{\"message\":"u8);
            output.Append(fields.Error.JsonOf(data));
            output.Append("}"u8);
            return output.Take();
        }

        var members = new JsonMembers(data, stackalloc JsonMember[JsonMembers.Room]);
        var edit = new JsonEdit(data);
        for (var i = 0; i < members.Count; i++)
        {
            var name = members.Name(i);
            if ((name.SequenceEqual("type"u8) && members.Value(i).SequenceEqual("\"error\""u8)) || name.SequenceEqual("sequence_number"u8))
            {
                edit.Remove(members[i], ref output);
            }
        }

        return edit.End(ref output) ? output.Take() : data.ToArray();
    }
}
