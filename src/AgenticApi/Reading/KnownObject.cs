using AgenticApi.Json;

namespace AgenticApi.Reading;

/// <summary>
/// An object that was checked before. Of its members only the ends are kept, a quarter of what their places take: the rest is found from them
/// without looking at the values.
/// </summary>
internal sealed class KnownObject
{
    // An object with more members than this is of no server; an index of its names would be built again and again.
    private const int MostMembers = 64;

    private readonly int[] _ends;

    /// <summary>Takes an object whose members are known.</summary>
    /// <param name="json">The object, to be kept.</param>
    /// <param name="members">Its members.</param>
    public KnownObject(ReadOnlyMemory<byte> json, ReadOnlySpan<JsonMember> members)
    {
        Json = json;
        _ends = new int[members.Length];
        for (var i = 0; i < members.Length; i++)
        {
            _ends[i] = members[i].End;
        }
    }

    /// <summary>The object.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Whether comparing another object with it is worth it.</summary>
    public bool IsWorthComparing => _ends.Length <= MostMembers;

    /// <summary>Its members.</summary>
    /// <param name="room">Memory to use.</param>
    public JsonMembers Members(Span<JsonMember> room)
    {
        var json = Json.Span;
        var members = _ends.Length <= room.Length ? room[.._ends.Length] : new JsonMember[_ends.Length];
        var at = 1;
        for (var i = 0; i < members.Length; i++)
        {
            // What was checked needs no check: the name begins after the next quote, and the value after the colon.
            var name = at;
            while (json[name++] != '"')
            {
            }

            var end = JsonScan.String(json, name - 1) - 1;
            var start = JsonScan.White(json, end + 1);
            start = JsonScan.White(json, start + 1);
            members[i] = new JsonMember(name, end - name, start, _ends[i] - start);
            at = _ends[i];
        }

        return new JsonMembers(json, (ReadOnlySpan<JsonMember>)members);
    }
}
