using AgenticApi.Json;
using AgenticApi.Protocol;

namespace AgenticApi.Reading;

/// <summary>Reads the events of one stream in order. It reuses what it knows of earlier events of this stream only.</summary>
/// <param name="depth">The maximum nesting depth of a response.</param>
/// <param name="isSingleUse">Whether it reads a single event, so that nothing need be kept for the next one.</param>
internal sealed class EventReader(int depth, bool isSingleUse = false)
{
    /// <summary>
    /// The number of members that the caller's memory must hold: a quarter each for the event, its payload, the items in it, and the known
    /// response.
    /// </summary>
    public const int Room = 4 * JsonMembers.Room;

    // The levels that an event adds around a response or item. MaxJsonDepth limits the response, however it arrives.
    private const int Wrapping = 2;

    private readonly int _depth = depth + Wrapping - 1;
    private EventTemplate? _template;
    private EventRow _lastRow = EventTable.Unknown;

    /// <summary>The response of an earlier event. Comparing the next one with it is faster than scanning; null if there is none.</summary>
    public KnownObject? KnownResponse { get; set; }

    /// <summary>The finished items, which a response usually repeats byte for byte; null if they are not known.</summary>
    public IKnownItems? KnownItems { get; init; }

    /// <summary>The fields of the event that <see cref="TryReadWithTemplate"/> read last.</summary>
    public ref readonly EventFields TemplateFields => ref _template!.Fields;

    /// <summary>Reads a delta that has the form of the last one, by comparing their bytes. Its payload is never an object.</summary>
    /// <returns>False if it has another form. Call <see cref="TryRead"/> then.</returns>
    public bool TryReadWithTemplate(ReadOnlySpan<byte> data) => _template is not null && _template.TryRead(data);

    /// <summary>Reads one event completely.</summary>
    /// <param name="frame">The event.</param>
    /// <param name="room">Memory for members, of length <see cref="Room"/>.</param>
    /// <param name="fields">Memory for the fields of the event.</param>
    /// <param name="read">The event.</param>
    /// <returns>False if the bytes are not a JSON object.</returns>
    /// <exception cref="ResponseProtocolException">The JSON nests too deep, or it is a body that is not an answer of this API.</exception>
    public bool TryRead(EventFrame frame, Span<JsonMember> room, ref EventFields fields, out ReadEvent read)
    {
        var data = JsonSpace.Trim(frame.Data.WithoutMark());
        var own = room[..JsonMembers.Room];
        var values = new EventValues(room[JsonMembers.Room..], KnownResponse, KnownItems);
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
            // The event has another object besides its payload.
            : new JsonMembers(fields.Payload.Of(data), room[JsonMembers.Room..(2 * JsonMembers.Room)]);

        fields.IsPayloadIrregular = payload.HaveIrregularNames;
        if (!isSingleUse && EventTemplate.CanBeTemplate(data, fields))
        {
            _template ??= new EventTemplate(_depth);
            _template.Set(data, members.Items, ref fields);
        }

        read = new ReadEvent(data, in fields, payload, values.Items);
        return true;
    }
}
