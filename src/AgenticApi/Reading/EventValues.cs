using AgenticApi.Json;
using AgenticApi.Protocol;

namespace AgenticApi.Reading;

/// <summary>Checks the values of an event, and records which members the event has and the members of its payload.</summary>
/// <param name="room">Memory for the members of the payload and for the items in it.</param>
/// <param name="knownResponse">An earlier response, which this one probably resembles; null if there is none.</param>
/// <param name="knownItems">The finished items, which the response probably repeats; null if they are not known.</param>
internal ref struct EventValues(Span<JsonMember> room, KnownObject? knownResponse, IKnownItems? knownItems) : IMemberValues
{
    private readonly Span<JsonMember> _payloadRoom = room[..JsonMembers.Room];
    private readonly Span<JsonMember> _knownRoom = room[JsonMembers.Room..(2 * JsonMembers.Room)];
    private OutputValues _output = new(room[(2 * JsonMembers.Room)..], knownItems);
    private PlainValues _plain;
    private int _count;

    /// <summary>The known members of the event.</summary>
    public SeenMembers Seen;

    /// <summary>The members of the last object that can be a payload.</summary>
    public JsonMembers Payload;

    /// <summary>The position of that object; 0 if there is none.</summary>
    public int ObjectStart { get; private set; }

    /// <summary>The items in the output of the response; empty if there are too many.</summary>
    public readonly JsonMembers Items => _output.Items;

    private readonly JsonMembers Like => knownResponse is { IsWorthComparing: true } ? knownResponse.Members(_knownRoom) : default;

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

        return member == WireMember.Output ? _output.End(json, name, start, depth) : JsonScan.SkipValue(json, start, depth);
    }
}
