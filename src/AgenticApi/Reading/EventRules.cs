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
    /// <param name="guess">The row of the event before: the next one is mostly of the same.</param>
    /// <param name="fields">Where they go.</param>
    /// <exception cref="ResponseProtocolException">It is a body, and neither an event nor a response nor an error.</exception>
    public static void Resolve(
        ReadOnlySpan<byte> data, scoped JsonMembers own, SeenMembers seen, EventFrame frame, EventRow guess, ref EventFields fields)
    {
        fields = EventFields.Empty;
        fields.IsBody = frame.IsBody;
        fields.HasDuplicates = seen.HasDuplicates;
        fields.Type = SliceOf(WireMember.Type, data, own, seen);
        var kind = SliceOf(WireMember.Object, data, own, seen);
        var isResponse = Says(data, kind, "response"u8) || SliceOf(WireMember.Output, data, own, seen).Token == JsonTokenType.StartArray;
        fields.Row = RowOf(data, fields.Type, guess, out fields.IsAlias);
        if (fields.Row == EventTable.Unknown && Says(data, kind, "error"u8))
        {
            // vLLM's error body, whose type is the kind of error.
            fields.Row = EventTable.Error;
        }
        else if (!fields.Type.HasValue)
        {
            fields.Row = isResponse ? EventTable.BareResponse
                : SliceOf(WireMember.Error, data, own, seen).HasValue ? EventTable.Error
                : EventTable.Find(frame.Name, EventTable.Unknown, out _);
            if (frame.IsBody && fields.Row == EventTable.Unknown)
            {
                throw new ResponseProtocolException(
                    "The input is a JSON object and no response: it has neither \"object\": \"response\" nor an output nor an error. "
                    + "Give the body of a blocking answer of the Responses API; Chat Completions have another form.");
            }
        }

        while (seen.TryTake(out var member, out var place))
        {
            fields.Take(member, data, Slice.Of(data, own[place].Start, own[place].End));
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

    private static Slice SliceOf(WireMember member, ReadOnlySpan<byte> data, scoped JsonMembers own, in SeenMembers seen) =>
        seen.PlaceOf(member) is >= 0 and var place ? Slice.Of(data, own[place].Start, own[place].End) : default;

    private static bool Says(ReadOnlySpan<byte> data, Slice value, ReadOnlySpan<byte> text) => value.IsString && value.Of(data).SequenceEqual(text);
}
