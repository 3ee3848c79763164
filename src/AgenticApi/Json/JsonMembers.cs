[module: System.Runtime.CompilerServices.SkipLocalsInit]

namespace AgenticApi.Json;

/// <summary>Where one member of an object, or one value of an array, stands in the object's or array's bytes.</summary>
internal readonly record struct JsonMember(int NameStart, int NameLength, int Start, int Length)
{
    /// <summary>The place after the value.</summary>
    public int End => Start + Length;

    public JsonMember Moved(int by) => new(NameStart + by, NameLength, Start + by, Length);

    public ReadOnlySpan<byte> Name(ReadOnlySpan<byte> json) => json.Slice(NameStart, NameLength);

    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> json) => json.Slice(Start, Length);
}

/// <summary>
/// The members of an object, or the values of an array, found in one pass over its bytes: enough to compare and join JSON without
/// building a document of it. The bytes must be valid JSON.
/// </summary>
internal ref struct JsonMembers
{
    /// <summary>How many members fit without an array of their own.</summary>
    public const int Room = 48;

    private Span<JsonMember> _room;
    private readonly ReadOnlySpan<JsonMember> _members;

    /// <summary>Finds the members.</summary>
    /// <param name="json">The object or array.</param>
    /// <param name="room">Memory to use, <see cref="Room"/> long.</param>
    /// <param name="like">
    /// Another version of the same object: what both have is compared, which is much quicker than looking for its end.
    /// </param>
    public JsonMembers(ReadOnlySpan<byte> json, Span<JsonMember> room, scoped JsonMembers like = default)
    {
        Json = json;
        _room = room;
        var count = 0;
        var isObject = json[0] == '{';
        var alike = new JsonAlike(like);
        var end = 0;
        while (true)
        {
            if (like.Count > 0)
            {
                foreach (var same in alike.Take(json[end..], out var shift))
                {
                    Add(same.Moved(shift + end), count++);
                }

                end = count > 0 ? _room[count - 1].End : 0;
            }

            var at = JsonSkip.White(json, Math.Max(end, 1));
            at = json[at] == ',' ? JsonSkip.White(json, at + 1) : at;
            if (json[at] is (byte)'}' or (byte)']')
            {
                break;
            }

            var name = at;
            var length = 0;
            if (isObject)
            {
                name = at + 1;
                at = JsonSkip.String(json, at);
                length = at - 1 - name;
                at = JsonSkip.White(json, JsonSkip.White(json, at) + 1);
            }

            end = JsonSkip.Value(json, at);
            Add(new JsonMember(name, length, at, end - at), count++);
            alike.Pass(json.Slice(name, length));
        }

        _members = _room[..count];
    }

    /// <summary>Takes members that were found before.</summary>
    public JsonMembers(ReadOnlySpan<byte> json, ReadOnlySpan<JsonMember> members)
    {
        Json = json;
        _members = members;
    }

    /// <summary>The members of an object, to be kept; none of what is no object.</summary>
    public static JsonMember[] Of(ReadOnlySpan<byte> json, scoped JsonMembers like = default) =>
        JsonRaw.IsObject(json) ? new JsonMembers(json, stackalloc JsonMember[Room], like).Items.ToArray() : [];

    /// <summary>The object or array.</summary>
    public ReadOnlySpan<byte> Json { get; }

    public readonly ReadOnlySpan<JsonMember> Items => _members;

    public readonly int Count => _members.Length;

    public readonly JsonMember this[int index] => _members[index];

    public readonly ReadOnlySpan<byte> Name(int index) => _members[index].Name(Json);

    public readonly ReadOnlySpan<byte> Value(int index) => _members[index].Value(Json);

    /// <summary>The value of a member; empty where there is none.</summary>
    public readonly ReadOnlySpan<byte> Value(scoped ReadOnlySpan<byte> name) => Find(name) is >= 0 and var at ? Value(at) : default;

    /// <summary>The place of a member; -1 where there is none. Of two of one name it is the last.</summary>
    /// <param name="name">The name as it stands between its quotes.</param>
    /// <param name="guess">Where it probably is: two versions of an object tend to have their members in the same order.</param>
    public readonly int Find(scoped ReadOnlySpan<byte> name, int guess = 0)
    {
        if (guess < Count && Name(guess).SequenceEqual(name))
        {
            return guess;
        }

        for (var i = Count - 1; i >= 0; i--)
        {
            if (_members[i].NameLength == name.Length && Name(i).SequenceEqual(name))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether a name stands twice.</summary>
    public readonly bool HasDuplicates()
    {
        var seen = 0UL;
        for (var i = 0; i < Count; i++)
        {
            var name = Name(i);
            var bit = 1UL << (((name.Length * 7) + (name.Length > 0 ? name[0] + (name[^1] * 3) : 0)) & 63);
            if ((seen & bit) != 0)
            {
                for (var before = 0; before < i; before++)
                {
                    if (Name(before).SequenceEqual(name))
                    {
                        return true;
                    }
                }
            }

            seen |= bit;
        }

        return false;
    }

    private void Add(JsonMember member, int count)
    {
        if (count == _room.Length)
        {
            var more = new JsonMember[Math.Max(Room, count * 2)];
            _room.CopyTo(more);
            _room = more;
        }

        _room[count] = member;
    }
}
