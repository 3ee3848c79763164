namespace AgenticApi.Json;

/// <summary>
/// Skips members whose bytes are the same as in another version of the object, whose members are known. Identical bytes at the same place
/// of an object of the same depth are equally valid and end at the same position, and comparing is much faster than scanning.
/// </summary>
internal ref struct JsonAlike(JsonMembers other)
{
    private const int Near = 3;

    private readonly JsonMembers _other = other;
    private int _next;

    /// <summary>Returns the next members that are the same in both versions, with their positions in the other one.</summary>
    /// <param name="rest">The rest of the object, from the end of its last value, or from its start.</param>
    /// <param name="shift">The number to add to these positions to count from the start of <paramref name="rest"/>.</param>
    public ReadOnlySpan<JsonMember> NextSame(ReadOnlySpan<byte> rest, out int shift)
    {
        var first = _next;
        var from = first == 0 ? 0 : _other[first - 1].End;
        shift = -from;
        if (first == _other.Count)
        {
            return default;
        }

        // The byte after a value must be the same too. Without it, a number could continue.
        var same = from + rest.CommonPrefixLength(_other.Json[from..]);
        while (_next < _other.Count && _other[_next].End < same)
        {
            _next++;
        }

        return _other.Items[first.._next];
    }

    /// <summary>
    /// Tells that a member was read, so that the comparison continues after the member of the same name in the other version.
    /// </summary>
    public void MoveAfter(ReadOnlySpan<byte> name)
    {
        // If it is further away, the object comes from another server, and few members would be the same.
        for (var at = _next; at < _other.Count && at < _next + Near; at++)
        {
            if (_other.Name(at).SequenceEqual(name))
            {
                _next = at + 1;
                return;
            }
        }
    }
}
