using AgenticApi.Json;
using AgenticApi.Protocol;

namespace AgenticApi.Reading;

/// <summary>Reads the events of one stream, one after the other. What it keeps of an event, it keeps for the next ones of the same stream alone.</summary>
/// <param name="depth">How deep a response may nest.</param>
/// <param name="isForOne">Whether it reads one event alone, so that keeping anything for the next is wasted.</param>
internal sealed class EventReader(int depth, bool isForOne = false)
{
    /// <summary>How many members the caller's memory must hold: a quarter each for the event, its payload, the items in it, and the known response.</summary>
    public const int Room = 4 * JsonMembers.Room;

    // What an event wraps around a response or item: the limit of depth is that of the response, however it comes.
    private const int Wrapping = 2;

    private readonly int _depth = depth + Wrapping - 1;
    private EventTemplate? _template;
    private EventRow _lastRow = EventTable.Unknown;

    /// <summary>A response that the next one may be like: comparing is quicker than scanning.</summary>
    public KnownObject? LikeResponse { get; set; }

    /// <summary>The finished items, as which those of a response mostly stand there; null where they are not known.</summary>
    public IKnownItems? LikeItems { get; init; }

    /// <summary>What an event says that <see cref="TryReadAlike"/> has read.</summary>
    public ref readonly EventFields Alike => ref _template!.Fields;

    /// <summary>Reads an event that is made like the last delta, by comparing the two. It has no payload that is an object.</summary>
    /// <returns>False where it is made otherwise: then it must be read whole.</returns>
    public bool TryReadAlike(ReadOnlySpan<byte> data) => _template is not null && _template.TryRead(data);

    /// <summary>Reads one event whole.</summary>
    /// <param name="frame">The event as it stands in its stream.</param>
    /// <param name="room">Memory for members, <see cref="Room"/> long.</param>
    /// <param name="fields">Memory for what the event says.</param>
    /// <param name="read">The event.</param>
    /// <returns>False where the bytes are no JSON object.</returns>
    /// <exception cref="ResponseProtocolException">The JSON nests too deep, or it is a body and no answer of this API.</exception>
    public bool TryRead(EventFrame frame, Span<JsonMember> room, ref EventFields fields, out ReadEvent read)
    {
        var data = JsonSpace.Trim(frame.Data.WithoutMark());
        var own = room[..JsonMembers.Room];
        var values = new EventValues(room[JsonMembers.Room..], LikeResponse, LikeItems);
        if (data is not [(byte)'{', ..] || JsonMembers.Read(data, 0, _depth + 1, own, default, ref values, out var members) != data.Length)
        {
            Nesting.ThrowIfTooDeep(data, depth, Wrapping);
            read = default;
            return false;
        }

        EventRules.Resolve(data, members, values.Seen, frame, _lastRow, ref fields);
        _lastRow = fields.Row;
        var payload = fields.IsFlat ? members
            : !fields.Payload.IsObject ? default
            : fields.Payload.Start == values.ObjectStart ? values.Payload
            // The event has another object beside its payload.
            : new JsonMembers(fields.Payload.Of(data), room[JsonMembers.Room..(2 * JsonMembers.Room)]);

        fields.IsPayloadUneven = payload.AreUneven;
        if (!isForOne && EventTemplate.CanTake(data, fields))
        {
            _template ??= new EventTemplate(_depth);
            _template.Set(data, members.Items, ref fields);
        }

        read = new ReadEvent(data, in fields, payload, values.Items);
        return true;
    }
}
