namespace AgenticApi.Json;

/// <summary>
/// An object that the server sends several times, each time with some of its members. Its value is the merge of all versions.
/// </summary>
/// <remarks>
/// A short version after a long one is kept beside it. The short ones are merged into the long one when together they are about as long. So
/// the work grows with the total length of the versions, not with their number.
/// </remarks>
internal struct JsonVersions
{
    private const int Shorter = 4;

    private RawBuffer _first;

    // Each version is at least "Shorter" times shorter than the one before it.
    private List<byte[]>? _later;

    /// <summary>Whether there is no version.</summary>
    public readonly bool IsEmpty => _first.Length == 0;

    /// <summary>Adds a version. Its members replace earlier ones; members that it lacks are kept.</summary>
    public void Add(scoped JsonMembers version)
    {
        if (IsEmpty)
        {
            _first.Replace(version.Json);
        }
        else if (_later is null && version.Json.Length > _first.Length / Shorter)
        {
            if (!_first.Span.SequenceEqual(version.Json))
            {
                Merge(ref _first, version);
            }
        }
        else
        {
            _later ??= [];
            _later.Add(version.Json.ToArray());
            while (_later.Count > 1 && _later[^1].Length > _later[^2].Length / Shorter)
            {
                MergeLastTwo(_later);
            }

            if (_later[0].Length > _first.Length / Shorter)
            {
                Merge();
            }
        }
    }

    /// <summary>Returns the merge of all versions.</summary>
    /// <param name="room">Memory for the merge, if it is needed. The caller releases it.</param>
    public readonly ReadOnlySpan<byte> Whole(ref RawBuffer room)
    {
        if (_later is null)
        {
            return _first.Span;
        }

        room.Append(_first.Span);
        MergeAll(ref room, _later);
        return room.Span;
    }

    /// <summary>Merges all versions into one and returns it. Valid until the next change.</summary>
    public ReadOnlyMemory<byte> Merge()
    {
        if (_later is not null)
        {
            MergeAll(ref _first, _later);
            _later = null;
        }

        return _first.Memory;
    }

    /// <summary>Replaces all versions by one.</summary>
    public void Replace(ReadOnlySpan<byte> version)
    {
        _later = null;
        _first.Replace(version);
    }

    /// <summary>Releases the rented memory.</summary>
    public void Release()
    {
        _later = null;
        _first.Release();
    }

    private static void MergeLastTwo(List<byte[]> versions)
    {
        var merged = default(RawBuffer);
        merged.Append(versions[^2]);
        Merge(ref merged, new JsonMembers(versions[^1], stackalloc JsonMember[JsonMembers.Room]));
        versions.RemoveAt(versions.Count - 1);
        versions[^1] = merged.Take();
    }

    private static void MergeAll(ref RawBuffer first, List<byte[]> later)
    {
        var room = (stackalloc JsonMember[JsonMembers.Room]);
        foreach (var version in later)
        {
            Merge(ref first, new JsonMembers(version, room));
        }
    }

    private static void Merge(ref RawBuffer earlier, scoped JsonMembers later)
    {
        var merged = default(RawBuffer);
        var differences = Differences.None;
        var old = new JsonMembers(earlier.Span, stackalloc JsonMember[JsonMembers.Room]);
        earlier.Replace(JsonMerge.Objects(old, later, ref merged, ref differences) ? merged.Span : later.Json);
        merged.Release();
    }
}
