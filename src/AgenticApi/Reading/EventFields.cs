using System.Buffers.Text;
using System.Text.Json;
using AgenticApi.Protocol;

namespace AgenticApi.Reading;

/// <summary>What an event says beside its payload, and where the payload stands in its bytes.</summary>
internal struct EventFields
{
    /// <summary>What is known of the event's type.</summary>
    public EventRow Row;

    /// <summary>
    /// The same object for events that differ in their delta and number alone, so that the next one has the same effect on the same text; null
    /// for all others.
    /// </summary>
    public object? Run;

    /// <summary>-1 where the server sent none.</summary>
    public long SequenceNumber;

    /// <summary>-1 where the server sent none, or none that an index can be.</summary>
    public int OutputIndex;

    /// <summary><c>content_index</c>, <c>summary_index</c> or <c>command_index</c>, whichever the row names; -1 where absent.</summary>
    public int PartIndex;

    /// <summary>-1 where absent.</summary>
    public int AnnotationIndex;

    /// <summary>The <c>type</c> as it stands; absent in a bare response.</summary>
    public Slice Type;

    /// <summary>The member that the row names; of a bare response the whole event.</summary>
    public Slice Payload;

    public Slice ItemId;

    public Slice Logprobs;

    public Slice Name;

    public Slice Error;

    /// <summary>The lane that the event belongs to where one WebSocket has several.</summary>
    public Slice StreamId;

    /// <summary>Whether the type is spelled as it was in earlier days.</summary>
    public bool IsAlias;

    /// <summary>Whether the response stands in the event itself, and not in a member of it.</summary>
    public bool IsFlat;

    /// <summary>Whether the JSON stood without any frame before all others, as a blocking body does.</summary>
    public bool IsBody;

    /// <summary>Whether an index is given and is none.</summary>
    public bool HasInvalidIndex;

    /// <summary>Whether a member that is read stands twice in the event.</summary>
    public bool HasDuplicates;

    /// <summary>Whether the payload is an object in which a name stands twice or is spelled with an escape.</summary>
    public bool IsPayloadUneven;

    /// <summary>An event that says nothing yet.</summary>
    public static EventFields Empty => new() { Row = EventTable.Unknown, SequenceNumber = -1, OutputIndex = -1, PartIndex = -1, AnnotationIndex = -1 };

    /// <summary>What an event shows of its place in the stream.</summary>
    public readonly EventPosition Position => new(
        Row.Type.Length > 0 ? Row.Type : null,
        SequenceNumber >= 0 ? SequenceNumber : null,
        OutputIndex >= 0 ? OutputIndex : null);

    /// <summary>Takes the value of a member. The row must be known.</summary>
    public void Take(WireMember member, ReadOnlySpan<byte> data, Slice value)
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

    /// <summary>Whether what is kept of a member is its position.</summary>
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
