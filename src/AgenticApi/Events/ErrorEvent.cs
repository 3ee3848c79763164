using AgenticApi.Json;
using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// Reports an error that ends the stream; <c>response.failed</c> may follow. Wire type: <c>error</c>, or any object with an <c>error</c>
/// and no type.
/// </summary>
public sealed class ErrorEvent : ResponseStreamEvent
{
    private ResponseError? _error;

    internal ErrorEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The error: the nested <c>error</c> object, or the members of the event itself if there is none.</summary>
    public ResponseError Error => _error ??= new ResponseError(JsonText.Parse(ErrorOf(Data, Fields)));

    /// <summary>Returns the error as a JSON object. Servers send a nested object, a string, or members of the event itself.</summary>
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
