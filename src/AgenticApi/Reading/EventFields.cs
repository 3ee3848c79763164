using System.Buffers.Text;
using System.Text.Json;
using AgenticApi.Protocol;

namespace AgenticApi.Reading;

/// <summary>The members of an event other than its payload, and the position of the payload.</summary>
internal struct EventFields
{
    /// <summary>The row of the event's type.</summary>
    public EventRow Row;

    /// <summary>
    /// Identifies a run of deltas: events with the same object differ only in their text and sequence number, so they append to the same
    /// part. Null if the event belongs to no run.
    /// </summary>
    public object? Run;

    /// <summary>The <c>sequence_number</c>; -1 if the server sent none.</summary>
    public long SequenceNumber;

    /// <summary>The <c>output_index</c>; -1 if the server sent none or an invalid one.</summary>
    public int OutputIndex;

    /// <summary>
    /// The <c>content_index</c>, <c>summary_index</c> or <c>command_index</c>, whichever the row names; -1 if absent or invalid.
    /// </summary>
    public int PartIndex;

    /// <summary>The <c>annotation_index</c>; -1 if absent or invalid.</summary>
    public int AnnotationIndex;

    /// <summary>The <c>type</c>; absent in a bare response.</summary>
    public Slice Type;

    /// <summary>The payload, which is the member that the row names; the whole event if it is a bare response.</summary>
    public Slice Payload;

    public Slice ItemId;

    public Slice Logprobs;

    public Slice Name;

    public Slice Error;

    /// <summary>The lane of the event, if one WebSocket carries several responses.</summary>
    public Slice StreamId;

    /// <summary>Whether the type is a former name.</summary>
    public bool IsAlias;

    /// <summary>Whether the members of the response are in the event itself and not in a member of it.</summary>
    public bool IsFlat;

    /// <summary>Whether the JSON came first and without framing, as a blocking body does.</summary>
    public bool IsBody;

    /// <summary>Whether the event has an index that is not valid.</summary>
    public bool HasInvalidIndex;

    /// <summary>Whether the event has a member twice that is read.</summary>
    public bool HasDuplicates;

    /// <summary>Whether the payload is an object with a name that occurs twice or contains an escape.</summary>
    public bool IsPayloadIrregular;

    /// <summary>The fields of an event without members.</summary>
    public static EventFields Empty => new() { Row = EventTable.Unknown, SequenceNumber = -1, OutputIndex = -1, PartIndex = -1, AnnotationIndex = -1 };

    /// <summary>The position of the event for deviations.</summary>
    public readonly EventPosition Position => new(
        Row.Type.Length > 0 ? Row.Type : null,
        SequenceNumber >= 0 ? SequenceNumber : null,
        OutputIndex >= 0 ? OutputIndex : null);

    /// <summary>Stores the value of a member. The row must be set before.</summary>
    public void Set(WireMember member, ReadOnlySpan<byte> data, Slice value)
    {
        if (member == WireMember.None)
        {
            return;
        }

        if (member == Row.Payload)
        {
            Payload = value;
        }
        else if (member == Row.Index)
        {
            PartIndex = Index(data, value);
        }

        switch (member)
        {
            case WireMember.Type:
                Type = value;
                break;
            case WireMember.SequenceNumber:
                SequenceNumber = value.Token == JsonTokenType.Number && Utf8Parser.TryParse(value.Of(data), out long number, out var length) && length == value.Length
                    ? Math.Max(number, -1)
                    : -1;
                break;
            case WireMember.OutputIndex:
                OutputIndex = Index(data, value);
                break;
            case WireMember.AnnotationIndex:
                AnnotationIndex = Index(data, value);
                break;
            case WireMember.ItemId:
                ItemId = value;
                break;
            case WireMember.Logprobs:
                Logprobs = value;
                break;
            case WireMember.Name:
                Name = value;
                break;
            case WireMember.Error:
                Error = value;
                break;
            case WireMember.StreamId:
                StreamId = value;
                break;
        }
    }

    /// <summary>Whether the fields store the position of a member and not its value.</summary>
    public static bool IsSlice(WireMember member) => member is WireMember.Type or WireMember.Delta or WireMember.ItemId or WireMember.Logprobs
        or WireMember.Name or WireMember.Error or WireMember.StreamId;

    private int Index(ReadOnlySpan<byte> data, Slice value)
    {
        if (value.Token == JsonTokenType.Number && Utf8Parser.TryParse(value.Of(data), out int index, out var length) && length == value.Length && index >= 0)
        {
            return index;
        }

        HasInvalidIndex |= value.Token != JsonTokenType.Null;
        return -1;
    }
}
