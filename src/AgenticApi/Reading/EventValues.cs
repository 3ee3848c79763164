using AgenticApi.Json;
using AgenticApi.Protocol;

namespace AgenticApi.Reading;

/// <summary>Checks the values of an event, and notes what it finds on the way: which members there are, and those of the object that it carries.</summary>
/// <param name="room">Memory for the members of the payload, and for the items in it.</param>
/// <param name="likeResponse">A response that this one may be like.</param>
/// <param name="likeItems">The items as which those of the response may stand there.</param>
internal ref struct EventValues(Span<JsonMember> room, KnownObject? likeResponse, IKnownItems? likeItems) : IMemberValues
{
    private readonly Span<JsonMember> _payloadRoom = room[..JsonMembers.Room];
    private readonly Span<JsonMember> _likeRoom = room[JsonMembers.Room..(2 * JsonMembers.Room)];
    private OutputValues _output = new(room[(2 * JsonMembers.Room)..], likeItems);
    private PlainValues _plain;
    private int _count;

    /// <summary>Which members the event has.</summary>
    public SeenMembers Seen;

    /// <summary>The members of the object that was checked last of those that may be a payload.</summary>
    public JsonMembers Payload;

    /// <summary>Where that object begins; 0 where there is none.</summary>
    public int ObjectStart { get; private set; }

    /// <summary>The items of the response's output; none where they are too many.</summary>
    public readonly JsonMembers Items => _output.Items;

    private readonly JsonMembers Like => likeResponse is { IsWorthComparing: true } ? likeResponse.Members(_likeRoom) : default;

    /// <inheritdoc/>
    public int End(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, int start, int depth)
    {
        var member = WireMembers.Find(name);
        Seen.Note(member, _count++);
        if (SeenMembers.MayBePayload(member) && start < json.Length && json[start] == '{')
        {
            ObjectStart = start;
            return member == WireMember.Response
                ? JsonMembers.Read(json, start, depth, _payloadRoom, Like, ref _output, out Payload)
                : JsonMembers.Read(json, start, depth, _payloadRoom, default, ref _plain, out Payload);
        }

        return member == WireMember.Output ? _output.End(json, name, start, depth) : JsonScan.Value(json, start, depth);
    }
}
