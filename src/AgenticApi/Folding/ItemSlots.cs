namespace AgenticApi.Folding;

/// <summary>The items of one response. <c>output_index</c> finds an item; <c>item_id</c> does where there is no index.</summary>
internal sealed class ItemSlots(ResponseAccumulatorOptions options)
{
    private readonly List<ItemSlot> _list = [];
    private ItemSlot? _last;

    public int Count => _list.Count;

    /// <summary>The model round, from 0: a gateway that runs several in one response counts each round's items from 0.</summary>
    public int Round { get; private set; }

    /// <summary>The items by round, then by index; those without an index after the others.</summary>
    public IEnumerable<ItemSlot> InOrder => _list.OrderBy(slot => slot.Round).ThenBy(slot => (uint)slot.OutputIndex);

    public void StartRound() => Round++;

    /// <summary>The item of this round that an event is about; null where there is none yet.</summary>
    public ItemSlot? Find(int index, ReadOnlySpan<byte> id, string? type)
    {
        if (_last is { } last && last.Round == Round && last.OutputIndex == index && index >= 0 && Fits(last, type))
        {
            return last;
        }

        for (var i = _list.Count - 1; i >= 0 && _list[i].Round == Round; i--)
        {
            var slot = _list[i];
            if (index >= 0 ? slot.OutputIndex == index && Fits(slot, type) : IsNamed(slot, id, type))
            {
                return _last = slot;
            }
        }

        return null;
    }

    public ItemSlot Open(int index)
    {
        Limit.Check(_list.Count, options.MaxItems, nameof(ResponseAccumulatorOptions.MaxItems), "output items in one response");
        _last = new ItemSlot(Round, index, options);
        _list.Add(_last);
        return _last;
    }

    private static bool Fits(ItemSlot slot, string? type) => type is null || slot.Type is null || slot.Type == type;

    /// <summary>Without an index the id finds the item; without either, the item of its type that has neither.</summary>
    private static bool IsNamed(ItemSlot slot, ReadOnlySpan<byte> id, string? type) =>
        id.Length > 0 ? slot.Id.SequenceEqual(id) : slot.OutputIndex < 0 && slot.Id.Length == 0 && Fits(slot, type);
}
