using System.Runtime.CompilerServices;

[module: System.Runtime.CompilerServices.SkipLocalsInit]

namespace AgenticApi.Json;

/// <summary>
/// The members of an object, or the values of an array, found in one pass over its bytes: enough to compare and merge JSON without
/// building a document of it.
/// </summary>
internal readonly ref struct JsonMembers
{
    /// <summary>How many members fit without an array of their own.</summary>
    public const int Room = 48;

    // From here on looking at every name costs more than an index does.
    private const int Many = 64;

    private readonly MemberIndex? _index;

    // Whether a name may be spelled with an escape: known of members that were found here.
    private readonly bool _hasEscapes;

    /// <summary>Finds the members of valid JSON.</summary>
    /// <param name="json">The object or array, from its first byte on; any other value has no members.</param>
    /// <param name="room">Memory to use.</param>
    /// <param name="like">Another version of the same object: what both have is compared, which is quicker than scanning it.</param>
    public JsonMembers(ReadOnlySpan<byte> json, Span<JsonMember> room, scoped JsonMembers like = default)
    {
        if (json is [(byte)'{' or (byte)'[', ..])
        {
            var plain = default(PlainValues);
            Read(json, 0, JsonScan.Deepest, room, like, ref plain, out this);
        }
    }

    /// <summary>Takes members that were found before.</summary>
    public JsonMembers(ReadOnlySpan<byte> json, ReadOnlySpan<JsonMember> items)
    {
        Json = json;
        Items = items;
        _index = items.Length > Many && json[0] == '{' ? new MemberIndex(json, items) : null;
        _hasEscapes = true;
    }

    private JsonMembers(ReadOnlySpan<byte> json, ReadOnlySpan<JsonMember> items, bool hasEscapes)
        : this(json, items) =>
        _hasEscapes = hasEscapes;

    /// <summary>The members of an object, to be kept; none of what is no object.</summary>
    public static JsonMember[] Of(ReadOnlySpan<byte> json, scoped JsonMembers like = default) =>
        JsonRaw.IsObject(json) ? new JsonMembers(json, stackalloc JsonMember[Room], like).Items.ToArray() : [];

    /// <summary>The object or array.</summary>
    public ReadOnlySpan<byte> Json { get; }

    public ReadOnlySpan<JsonMember> Items { get; }

    public int Count => Items.Length;

    public JsonMember this[int index] => Items[index];

    /// <summary>
    /// Whether a name stands twice, or is spelled with an escape, so that it must be compared by what it means. Then
    /// <see cref="JsonUnique"/> gives an object in which names can be compared as they stand. It is worked out each time.
    /// </summary>
    public bool AreUneven => (_hasEscapes && HaveEscapes()) || HaveDuplicates();

    /// <summary>Finds the members of the object or array that begins at a position, and checks it on the way.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="at">Where the object or array begins.</param>
    /// <param name="depth">How deep it may nest, as in <see cref="JsonScan.Value"/>.</param>
    /// <param name="room">Memory to use.</param>
    /// <param name="like">Another version of the same object, which was checked for the same depth; none where there is no other.</param>
    /// <param name="values">What checks the values.</param>
    /// <param name="members">The members, at their positions in the object.</param>
    /// <returns>The position after it; <see cref="JsonScan.Invalid"/> where it is not valid.</returns>
    public static int Read<TValues>(
        ReadOnlySpan<byte> json, int at, int depth, Span<JsonMember> room, scoped JsonMembers like, scoped ref TValues values, out JsonMembers members)
        where TValues : struct, IMemberValues, allows ref struct
    {
        members = default;
        if (depth <= 0)
        {
            return JsonScan.Invalid;
        }

        var count = 0;
        var steps = new JsonSteps(json, at);
        var alike = new JsonAlike(like);
        for (var end = at; end >= 0;)
        {
            if (like.Count > 0)
            {
                foreach (var same in alike.Take(json[end..], out var shift))
                {
                    Add(ref room, count++, same.Moved(shift + end - at));
                }

                if (count > 0)
                {
                    steps.Pass(at + room[count - 1].End);
                }
            }

            if (!steps.Next())
            {
                if (steps.End >= 0)
                {
                    members = new JsonMembers(json[at..steps.End], room[..count], steps.HasEscapedName);
                }

                return steps.End;
            }

            var name = json.Slice(Math.Max(steps.NameStart, 0), steps.NameLength);
            end = values.End(json, name, steps.Start, depth - 1);
            steps.Pass(end);
            Add(ref room, count++, new JsonMember(Math.Max(steps.NameStart - at, 0), steps.NameLength, steps.Start - at, end - steps.Start));
            alike.Pass(name);
        }

        return JsonScan.Invalid;
    }

    public ReadOnlySpan<byte> Name(int index) => Items[index].Name(Json);

    public ReadOnlySpan<byte> Value(int index) => Items[index].Value(Json);

    /// <summary>The value of a member; empty where there is none.</summary>
    public ReadOnlySpan<byte> Value(scoped ReadOnlySpan<byte> name) => Find(name) is >= 0 and var at ? Value(at) : default;

    /// <summary>The place of a member; -1 where there is none. Of two of one name it is the last.</summary>
    /// <param name="name">The name as it stands between its quotes.</param>
    /// <param name="guess">Where it probably is: two versions of an object mostly have their members in the same order.</param>
    public int Find(scoped ReadOnlySpan<byte> name, int guess = 0)
    {
        if (guess < Count && Name(guess).SequenceEqual(name))
        {
            return guess;
        }

        return _index is null ? FindBefore(Count, name) : _index.Find(Json, Items, name);
    }

    private bool HaveEscapes()
    {
        foreach (var member in Items)
        {
            if (member.Name(Json).Contains((byte)'\\'))
            {
                return true;
            }
        }

        return false;
    }

    private bool HaveDuplicates()
    {
        if (_index is not null)
        {
            return _index.HasDuplicates;
        }

        // A bit for each of 256 hashes: names that share one are compared.
        var json = Json;
        var items = Items;
        if (items.Length < 2 || json[0] != '{')
        {
            return false;
        }

        Span<ulong> seen = stackalloc ulong[4];
        seen.Clear();
        for (var i = 0; i < items.Length; i++)
        {
            var name = json.Slice(items[i].NameStart, items[i].NameLength);
            var hash = name.Length == 0 ? 0 : (name.Length * 37) + (name[0] * 11) + (name[^1] * 5) + (name[name.Length / 2] * 3);
            ref var bits = ref seen[(hash >> 6) & 3];
            var bit = 1UL << (hash & 63);
            if ((bits & bit) != 0 && FindBefore(i, name) >= 0)
            {
                return true;
            }

            bits |= bit;
        }

        return false;
    }

    private int FindBefore(int end, scoped ReadOnlySpan<byte> name)
    {
        for (var i = end - 1; i >= 0; i--)
        {
            if (Items[i].NameLength == name.Length && Name(i).SequenceEqual(name))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Adds a member to those in the room; past its end an array takes its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Span<JsonMember> room, int count, JsonMember member)
    {
        if (count == room.Length)
        {
            room = Grown(room);
        }

        room[count] = member;
    }

    private static JsonMember[] Grown(ReadOnlySpan<JsonMember> room)
    {
        var more = new JsonMember[Math.Max(Room, room.Length * 2)];
        room.CopyTo(more);
        return more;
    }
}
