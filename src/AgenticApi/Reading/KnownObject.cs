using AgenticApi.Json;

namespace AgenticApi.Reading;

/// <summary>An object that was checked before, with its members.</summary>
internal readonly struct KnownObject(byte[]? json, JsonMember[]? members)
{
    private readonly byte[]? _json = json;
    private readonly JsonMember[]? _members = members;

    /// <summary>Its members; none where there is no object.</summary>
    public JsonMembers Members => _json is null ? default : new JsonMembers(_json, (ReadOnlySpan<JsonMember>)_members);
}
