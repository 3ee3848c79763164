namespace AgenticApi.Json;

/// <summary>Finds members by name in large objects: an open-addressing hash table of their indices.</summary>
internal sealed class MemberIndex
{
    // 0 if free, otherwise the index of a member plus 1.
    private readonly int[] _slots;

    public MemberIndex(ReadOnlySpan<byte> json, ReadOnlySpan<JsonMember> items)
    {
        _slots = new int[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)items.Length * 2)];
        for (var i = 0; i < items.Length; i++)
        {
            ref var slot = ref SlotOf(json, items, items[i].Name(json));
            HasDuplicates |= slot > 0;
            slot = i + 1;
        }
    }

    /// <summary>Whether a name occurs twice.</summary>
    public bool HasDuplicates { get; }

    /// <summary>Returns the index of the last member with a name; -1 if there is none.</summary>
    public int Find(ReadOnlySpan<byte> json, ReadOnlySpan<JsonMember> items, ReadOnlySpan<byte> name) => SlotOf(json, items, name) - 1;

    private ref int SlotOf(ReadOnlySpan<byte> json, ReadOnlySpan<JsonMember> items, ReadOnlySpan<byte> name)
    {
        // HashCode has a random seed for each process, so that nobody can choose names that collide.
        var hash = default(HashCode);
        hash.AddBytes(name);
        for (var at = hash.ToHashCode(); ; at++)
        {
            ref var slot = ref _slots[at & (_slots.Length - 1)];
            if (slot == 0 || items[slot - 1].Name(json).SequenceEqual(name))
            {
                return ref slot;
            }
        }
    }
}
