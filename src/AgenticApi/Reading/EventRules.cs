using System.Text;
using System.Text.Json;
using AgenticApi.Json;
using AgenticApi.Protocol;

namespace AgenticApi.Reading;

/// <summary>Settles which row an event belongs to, and takes its members as that row says.</summary>
internal static class EventRules
{
    /// <summary>Fills the fields.</summary>
    /// <param name="data">The event's JSON.</param>
    /// <param name="own">Its members.</param>
    /// <param name="seen">Which of them there are.</param>
    /// <param name="frame">The frame that it came in.</param>
    /// <param name="fields">The fields of the event before, which those of this one replace.</param>
    /// <exception cref="ResponseProtocolException">It is a body, and neither an event nor a response nor an error.</exception>
    public static void Resolve(
        ReadOnlySpan<byte> data, ReadOnlySpan<JsonMember> own, in SeenMembers seen, EventFrame frame, ref EventFields fields)
    {
        var guess = fields.Row;
        fields = EventFields.Empty;
        fields.IsBody = frame.IsBody;
        fields.HasDuplicates = seen.HasDuplicates;
        fields.Type = SliceOf(data, own, seen.Type);
        var kind = SliceOf(data, own, seen.Object);
        var isResponse = Says(data, kind, "response"u8) || SliceOf(data, own, seen.Output).Token == JsonTokenType.StartArray;
        fields.Row = RowOf(data, fields.Type, guess, out fields.IsAlias);
        if (fields.Row == EventTable.Unknown && Says(data, kind, "error"u8))
        {
            // vLLM's error body, whose type is the kind of error.
            fields.Row = EventTable.Error;
        }
        else if (!fields.Type.HasValue)
        {
            fields.Row = isResponse ? EventTable.BareResponse
                : SliceOf(data, own, seen.Error).HasValue ? EventTable.Error
                : EventTable.Find(frame.Name, EventTable.Unknown, out _);
            if (frame.IsBody && fields.Row == EventTable.Unknown)
            {
                throw new ResponseProtocolException(
                    "The input is a JSON object and no response: it has neither \"object\": \"response\" nor an output nor an error. "
                    + "Give the body of a blocking answer of the Responses API; Chat Completions have another form.");
            }
        }

        foreach (var member in own)
        {
            fields.Take(WireMembers.Find(member.Name(data)), data, Slice.Of(data, member.Start, member.End));
        }

        if (fields.Row == EventTable.BareResponse || (isResponse && fields.Row.Payload == WireMember.Response && !fields.Payload.IsObject))
        {
            fields.IsFlat = true;
            fields.Payload = new Slice(0, data.Length, JsonTokenType.StartObject);
        }
    }

    private static EventRow RowOf(ReadOnlySpan<byte> data, Slice type, EventRow guess, out bool isAlias)
    {
        isAlias = false;
        if (!type.IsString)
        {
            return EventTable.Unknown;
        }

        var name = type.Of(data);
        return EventTable.Find(name.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(JsonText.Unescape(name)) : name, guess, out isAlias);
    }

    private static Slice SliceOf(ReadOnlySpan<byte> data, ReadOnlySpan<JsonMember> own, int place) =>
        place < 0 ? default : Slice.Of(data, own[place].Start, own[place].End);

    private static bool Says(ReadOnlySpan<byte> data, Slice value, ReadOnlySpan<byte> text) => value.IsString && value.Of(data).SequenceEqual(text);
}
