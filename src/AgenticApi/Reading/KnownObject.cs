using AgenticApi.Json;

namespace AgenticApi.Reading;

/// <summary>An object that was checked before, with its members.</summary>
internal readonly struct KnownObject(ReadOnlyMemory<byte> json, JsonMember[]? members)
{
    // An object with more members than this is of no server; an index of its names would be built again and again.
    private const int MostMembers = 64;

    private readonly ReadOnlyMemory<byte> _json = json;
    private readonly JsonMember[]? _members = members;

    /// <summary>Its members; none where there is no object.</summary>
    public JsonMembers Members => new(_json.Span, (ReadOnlySpan<JsonMember>)_members);

    /// <summary>Its members for comparing another object with it; none where comparing is not worth it.</summary>
    public JsonMembers Like => _members is null or { Length: > MostMembers } ? default : new JsonMembers(_json.Span, (ReadOnlySpan<JsonMember>)_members);
}
