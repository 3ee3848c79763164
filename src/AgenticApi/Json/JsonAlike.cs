namespace AgenticApi.Json;

/// <summary>
/// Steps over members that stand in one object byte for byte as they stand in another, whose members are known: the same bytes at the same
/// point of an object of the same depth are as valid and end at the same place, and comparing is much quicker than looking.
/// </summary>
internal ref struct JsonAlike(JsonMembers other)
{
    private const int Near = 3;

    private readonly JsonMembers _other = other;
    private int _next;

    /// <summary>The members that follow here as they do in the other object, at their places there.</summary>
    /// <param name="rest">The object from the end of its last value on, or from its beginning.</param>
    /// <param name="shift">What to add to their places for those from where <paramref name="rest"/> begins.</param>
    public ReadOnlySpan<JsonMember> Take(ReadOnlySpan<byte> rest, out int shift)
    {
        var first = _next;
        var from = first == 0 ? 0 : _other[first - 1].End;
        shift = -from;
        if (first == _other.Count)
        {
            return default;
        }

        // What follows a value must be the same too: without it, a number might go on.
        var same = from + rest.CommonPrefixLength(_other.Json[from..]);
        while (_next < _other.Count && _other[_next].End < same)
        {
            _next++;
        }

        return _other.Items[first.._next];
    }

    /// <summary>Says that a member of this name has been read: what follows it in the other object may follow here.</summary>
    public void Pass(ReadOnlySpan<byte> name)
    {
        // One that stands elsewhere is of another server, of whose members few would be alike.
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
