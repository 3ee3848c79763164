using AgenticApi.Json;

namespace AgenticApi.Reading;

/// <summary>
/// A JSON object that was checked before. It keeps only the end of each member, a quarter of the size of all positions; the other positions
/// follow from it without looking at the values.
/// </summary>
internal sealed class KnownObject
{
    // No server sends an object with more members, and comparing would build an index of its names each time.
    private const int MaxMembers = 64;

    private readonly int[] _ends;

    /// <summary>Initializes a new instance with an object whose members are known.</summary>
    /// <param name="json">The object, which is kept.</param>
    /// <param name="members">The members of the object.</param>
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

    /// <summary>Whether comparing another object with this one is faster than scanning it.</summary>
    public bool IsWorthComparing => _ends.Length <= MaxMembers;

    /// <summary>Returns the members.</summary>
    /// <param name="room">Memory to use.</param>
    public JsonMembers Members(Span<JsonMember> room)
    {
        var json = Json.Span;
        var members = _ends.Length <= room.Length ? room[.._ends.Length] : new JsonMember[_ends.Length];
        var at = 1;
        for (var i = 0; i < members.Length; i++)
        {
            // The JSON is valid: the name starts after the next quote, and the value after the colon.
            var name = at;
            while (json[name++] != '"')
            {
            }

            var end = JsonScan.SkipString(json, name - 1) - 1;
            var start = JsonScan.SkipWhiteSpace(json, end + 1);
            start = JsonScan.SkipWhiteSpace(json, start + 1);
            members[i] = new JsonMember(name, end - name, start, _ends[i] - start);
            at = _ends[i];
        }

        return new JsonMembers(json, (ReadOnlySpan<JsonMember>)members);
    }
}
