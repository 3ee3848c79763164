namespace AgenticApi.Json;

/// <summary>Finds members by name where there are many: an open hash table of places.</summary>
internal sealed class MemberIndex
{
    // 0 is free; otherwise the place of a member, from 1.
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

    /// <summary>Whether a name stands twice.</summary>
    public bool HasDuplicates { get; }

    /// <summary>The place of the last member of this name; -1 where there is none.</summary>
    public int Find(ReadOnlySpan<byte> json, ReadOnlySpan<JsonMember> items, ReadOnlySpan<byte> name) => SlotOf(json, items, name) - 1;

    private ref int SlotOf(ReadOnlySpan<byte> json, ReadOnlySpan<JsonMember> items, ReadOnlySpan<byte> name)
    {
        // HashCode is seeded for each process, so that nobody can choose names that collide.
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
