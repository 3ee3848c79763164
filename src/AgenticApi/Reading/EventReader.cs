using AgenticApi.Json;
using AgenticApi.Protocol;

namespace AgenticApi.Reading;

/// <summary>Reads the events of one stream, one after the other. What it keeps of an event, it keeps for the next ones of the same stream alone.</summary>
/// <param name="depth">How deep a response may nest.</param>
/// <param name="isForOne">Whether it reads one event alone, so that keeping anything for the next is wasted.</param>
internal sealed class EventReader(int depth, bool isForOne = false)
{
    /// <summary>How much memory for members the caller lends: half for the event's own, half for those of its payload.</summary>
    public const int Room = 2 * JsonMembers.Room;

    // What an event wraps around a response or item: the limit of depth is that of the response, however it comes.
    private const int Wrapping = 2;

    private readonly EventTemplate _template = new(depth + Wrapping - 1);
    private readonly int _depth = depth + Wrapping - 1;
    private EventFields _fields = EventFields.Empty;

    /// <summary>A response that the next one may be like: comparing is quicker than scanning.</summary>
    public KnownObject LikeResponse { get; set; }

    /// <summary>Reads one event.</summary>
    /// <param name="frame">The event as it stands in its stream.</param>
    /// <param name="room">Memory for members, <see cref="Room"/> long.</param>
    /// <param name="read">The event.</param>
    /// <returns>False where the bytes are no JSON object.</returns>
    /// <exception cref="ResponseProtocolException">The JSON nests too deep, or it is a body and no answer of this API.</exception>
    public bool TryRead(EventFrame frame, Span<JsonMember> room, out ReadEvent read)
    {
        var data = JsonSpace.Trim(frame.Data.WithoutMark());
        if (_template.TryRead(data))
        {
            read = new ReadEvent(data, in _template.Fields, default);
            return true;
        }

        var own = room[..JsonMembers.Room];
        room = room[JsonMembers.Room..];
        if (!TryScan(data, ref own, room, out var payload, out var seen))
        {
            Nesting.ThrowIfTooDeep(data, depth, Wrapping);
            read = default;
            return false;
        }

        EventRules.Resolve(data, own, seen, frame, ref _fields);
        if (_fields.IsFlat)
        {
            payload = new JsonMembers(data, (ReadOnlySpan<JsonMember>)own);
        }
        else if (!_fields.Payload.IsObject)
        {
            payload = default;
        }
        else if (_fields.Payload.Start != seen.ObjectStart)
        {
            // The event has another object beside its payload.
            payload = new JsonMembers(_fields.Payload.Of(data), room);
        }

        _fields.IsPayloadUneven = _fields.IsFlat ? payload.FindUneven() : payload.AreUneven;
        if (!isForOne)
        {
            _template.Set(data, own, ref _fields);
        }

        read = new ReadEvent(data, in _fields, payload);
        return true;
    }

    /// <summary>Checks the event, and notes its members and those of the object that it may carry.</summary>
    private bool TryScan(ReadOnlySpan<byte> data, scoped ref Span<JsonMember> own, Span<JsonMember> room, out JsonMembers payload, out SeenMembers seen)
    {
        payload = default;
        seen = default;
        if (data is not [(byte)'{', ..])
        {
            return false;
        }

        var count = 0;
        var steps = new JsonSteps(data, 0);
        while (steps.Next())
        {
            var start = steps.Start;
            var end = JsonScan.Invalid;
            var member = WireMembers.Find(data.Slice(steps.NameStart, steps.NameLength));
            if (SeenMembers.MayBePayload(member) && start < data.Length && data[start] == '{')
            {
                var like = member == WireMember.Response ? LikeResponse.Like : default;
                end = JsonMembers.Read(data, start, _depth, room, like, out payload);
                seen.ObjectStart = start;
            }
            else
            {
                end = JsonScan.Value(data, start, _depth);
            }

            steps.Pass(end);
            seen.Note(member, count);
            JsonMembers.Add(ref own, count++, new JsonMember(steps.NameStart, steps.NameLength, start, end - start));
        }

        own = own[..count];
        return steps.End == data.Length;
    }
}
