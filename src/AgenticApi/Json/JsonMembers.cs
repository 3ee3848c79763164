using System.Runtime.CompilerServices;

[module: System.Runtime.CompilerServices.SkipLocalsInit]

namespace AgenticApi.Json;

/// <summary>
/// The members of an object, or the values of an array, found in one pass over its bytes. This is enough to compare and merge JSON without
/// building a document.
/// </summary>
internal readonly ref struct JsonMembers
{
    /// <summary>The number of members that callers usually provide memory for.</summary>
    public const int Room = 48;

    // With more members, comparing every name costs more than an index.
    private const int Many = 64;

    private readonly MemberIndex? _index;

    // Whether a name may contain an escape. Only known for members that this type found.
    private readonly bool _hasEscapes;

    /// <summary>Finds the members of valid JSON.</summary>
    /// <param name="json">The object or array from its first byte; any other value has no members.</param>
    /// <param name="room">Memory to use. If it is too small, an array is allocated.</param>
    /// <param name="like">Another version of the same object. The common bytes are compared, which is faster than scanning.</param>
    public JsonMembers(ReadOnlySpan<byte> json, Span<JsonMember> room, scoped JsonMembers like = default)
    {
        if (json is [(byte)'{' or (byte)'[', ..])
        {
            var plain = default(PlainValues);
            Read(json, 0, JsonScan.Deepest, room, like, ref plain, out this);
        }
    }

    /// <summary>Initializes a new instance with members that were found before.</summary>
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

    /// <summary>Returns the members of an object as an array; empty if the JSON is not an object.</summary>
    public static JsonMember[] Of(ReadOnlySpan<byte> json, scoped JsonMembers like = default) =>
        JsonRaw.IsObject(json) ? new JsonMembers(json, stackalloc JsonMember[Room], like).Items.ToArray() : [];

    /// <summary>The object or array.</summary>
    public ReadOnlySpan<byte> Json { get; }

    public ReadOnlySpan<JsonMember> Items { get; }

    public int Count => Items.Length;

    public JsonMember this[int index] => Items[index];

    /// <summary>
    /// Whether a name occurs twice or contains an escape, so that names cannot be compared by their bytes. <see cref="JsonUnique"/> returns
    /// an object without such names. Computed on each call.
    /// </summary>
    public bool HaveIrregularNames => (_hasEscapes && HaveEscapes()) || HaveDuplicates();

    /// <summary>Finds the members of the object or array at a position, and checks it.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="at">The position of the object or array.</param>
    /// <param name="depth">The maximum nesting depth, as in <see cref="JsonScan.SkipValue"/>.</param>
    /// <param name="room">Memory to use. If it is too small, an array is allocated.</param>
    /// <param name="like">Another version of the same object, which was checked for the same depth; empty if there is none.</param>
    /// <param name="values">Checks the values.</param>
    /// <param name="members">The members, with their positions in the object.</param>
    /// <returns>The position after the object; <see cref="JsonScan.Invalid"/> if it is not valid.</returns>
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
                foreach (var same in alike.NextSame(json[end..], out var shift))
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
            alike.MoveAfter(name);
        }

        return JsonScan.Invalid;
    }

    public ReadOnlySpan<byte> Name(int index) => Items[index].Name(Json);

    public ReadOnlySpan<byte> Value(int index) => Items[index].Value(Json);

    /// <summary>Returns the value of a member; empty if there is none.</summary>
    public ReadOnlySpan<byte> Value(scoped ReadOnlySpan<byte> name) => Find(name) is >= 0 and var at ? Value(at) : default;

    /// <summary>Returns the index of a member; -1 if there is none. If the name occurs twice, the last one counts.</summary>
    /// <param name="name">The name without its quotes.</param>
    /// <param name="guess">The index to try first. Two versions of an object usually have their members in the same order.</param>
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

        // One bit for each of 256 hashes. Names with the same hash are compared.
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

    /// <summary>Adds a member to the memory. If that is full, a larger array replaces it.</summary>
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
