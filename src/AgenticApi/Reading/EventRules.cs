using System.Text;
using System.Text.Json;
using AgenticApi.Json;
using AgenticApi.Protocol;

namespace AgenticApi.Reading;

/// <summary>Finds the row of an event, and stores the members that the row names.</summary>
internal static class EventRules
{
    /// <summary>Fills the fields of an event.</summary>
    /// <param name="data">The JSON of the event.</param>
    /// <param name="own">The members of the event.</param>
    /// <param name="seen">The known members among them.</param>
    /// <param name="frame">The frame of the event.</param>
    /// <param name="guess">The row of the previous event. The next one usually has the same row.</param>
    /// <param name="fields">The fields to fill.</param>
    /// <exception cref="ResponseProtocolException">The JSON is a body, and neither an event nor a response nor an error.</exception>
    public static void Resolve(
        ReadOnlySpan<byte> data, scoped JsonMembers own, SeenMembers seen, EventFrame frame, EventRow guess, ref EventFields fields)
    {
        fields = EventFields.Empty;
        fields.IsBody = frame.IsBody;
        fields.HasDuplicates = seen.HasDuplicates;
        fields.Type = SliceOf(WireMember.Type, data, own, seen);
        var kind = SliceOf(WireMember.Object, data, own, seen);
        var isResponse = IsText(data, kind, "response"u8) || SliceOf(WireMember.Output, data, own, seen).Token == JsonTokenType.StartArray;
        fields.Row = RowOf(data, fields.Type, guess, out fields.IsAlias);
        if (fields.Row == EventTable.Unknown && IsText(data, kind, "error"u8))
        {
            // The error body of vLLM: its type is the kind of error.
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
                    "The input is a JSON object, but not a response: it has neither \"object\": \"response\" nor \"output\" nor \"error\". "
                    + "Pass the body of a blocking answer of the Responses API. Chat Completions are not supported.");
            }
        }

        while (seen.TryTake(out var member, out var place))
        {
            fields.Set(member, data, Slice.Of(data, own[place].Start, own[place].End));
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

    private static bool IsText(ReadOnlySpan<byte> data, Slice value, ReadOnlySpan<byte> text) => value.IsString && value.Of(data).SequenceEqual(text);
}
