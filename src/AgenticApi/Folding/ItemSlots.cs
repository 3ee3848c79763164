using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>
/// The items of one response. An event finds its item by <c>output_index</c>; by <c>item_id</c> if the event or the item has no index; and
/// if it has neither, the item is the only open one of its type.
/// </summary>
internal sealed class ItemSlots(ResponseAccumulatorOptions options)
{
    // Up to this number, comparing each item is as fast as a dictionary.
    private const int FewItems = 16;

    private readonly List<ItemSlot> _list = new(2);
    private Dictionary<(int Round, int Index), List<ItemSlot>>? _byIndex;
    private Dictionary<(int Round, int IdHash), List<ItemSlot>>? _byId;
    private ItemSlot? _last;
    private int _withoutIndex;
    private int _withoutId;

    // The number of items in earlier rounds.
    private int _before;

    // The number of items of this round that are not finished.
    private int _open;

    public int Count => _list.Count;

    /// <summary>Returns an item by its number.</summary>
    public ItemSlot this[int place] => _list[place];

    /// <summary>
    /// The current model round, from 0. A gateway that runs several rounds in one response counts the items of each from 0.
    /// </summary>
    public int Round { get; private set; }

    /// <summary>The number of items in this round.</summary>
    public int CountInRound => _list.Count - _before;

    /// <summary>Whether this round has an item that is not finished.</summary>
    public bool AnyOpen => _open > 0;

    /// <summary>The items, ordered by round and then by index; those without an index come last.</summary>
    public IReadOnlyList<ItemSlot> InOrder
    {
        get
        {
            for (var i = 1; i < _list.Count; i++)
            {
                if (Rank(_list[i]) < Rank(_list[i - 1]))
                {
                    return [.. _list.OrderBy(Rank)];
                }
            }

            return _list;
        }
    }

    public void StartRound()
    {
        Round++;
        _before = _list.Count;
        _open = 0;
    }

    /// <summary>Records that an item of this round is finished.</summary>
    public void NoteFinished() => _open--;

    /// <summary>Returns the item of this round that an event belongs to; null if there is none yet.</summary>
    /// <param name="index">The <c>output_index</c> of the event; -1 if there is none.</param>
    /// <param name="id">The item id in the event; empty if there is none.</param>
    /// <param name="type">The type that the item must have; null for any.</param>
    public ItemSlot? Find(int index, ReadOnlySpan<byte> id, string? type)
    {
        if (_last is { } last && last.Round == Round && last.OutputIndex == index && index >= 0 && Fits(last, type) && (id.Length == 0 || last.Id.SequenceEqual(id)))
        {
            return last;
        }

        return _last = (index >= 0 ? FindByIndex(index, id, type) : null) ?? FindById(index, id, type) ?? FindOnlyOpen(index, id, type);
    }

    public ItemSlot Open(int index)
    {
        Limit.Check(_list.Count, options.MaxItems, nameof(ResponseAccumulatorOptions.MaxItems), "output items in one response");
        _last = new ItemSlot(_list.Count, Round, index, options);
        _list.Add(_last);
        _withoutIndex += index < 0 ? 1 : 0;
        _withoutId++;
        _open++;
        if (_byIndex is not null)
        {
            Index(_last);
        }
        else if (_list.Count > FewItems)
        {
            (_byIndex, _byId) = ([], []);
            _list.ForEach(Index);
            _list.ForEach(IndexId);
        }

        return _last;
    }

    /// <summary>Sets the id of an item if it has none.</summary>
    /// <returns>False if the item has another id, which it keeps.</returns>
    public bool Identify(ItemSlot slot, ReadOnlySpan<byte> id)
    {
        var isFirst = slot.Id.Length == 0 && id.Length > 0;
        var fits = slot.Identify(id);
        if (isFirst)
        {
            _withoutId--;
            IndexId(slot);
        }

        return fits;
    }

    /// <summary>
    /// Finds an item by its index. If several have the same index, returns the one with the id of the event, or the latest.
    /// </summary>
    private ItemSlot? FindByIndex(int index, ReadOnlySpan<byte> id, string? type)
    {
        var candidates = _byIndex is null ? _list : _byIndex.GetValueOrDefault((Round, index), []);
        ItemSlot? found = null;
        for (var i = candidates.Count - 1; i >= 0 && candidates[i].Round == Round; i--)
        {
            var slot = candidates[i];
            if (slot.OutputIndex == index && Fits(slot, type))
            {
                if (id.Length > 0 && slot.Id.SequenceEqual(id))
                {
                    return slot;
                }

                found ??= slot;
            }
        }

        return found;
    }

    /// <summary>Finds an item by its id, if the item or the event has no index.</summary>
    private ItemSlot? FindById(int index, ReadOnlySpan<byte> id, string? type)
    {
        if (id.Length == 0 || (index >= 0 && _withoutIndex == 0))
        {
            return null;
        }

        var candidates = _byId is null ? _list : _byId.GetValueOrDefault((Round, Hash(id)), []);
        for (var i = candidates.Count - 1; i >= 0 && candidates[i].Round == Round; i--)
        {
            var slot = candidates[i];
            if ((index < 0 || slot.OutputIndex < 0) && slot.Id.SequenceEqual(id) && Fits(slot, type))
            {
                // The item gets its index later than its id. From now on, the index finds it too.
                if (index >= 0)
                {
                    slot.OutputIndex = index;
                    _withoutIndex--;
                    if (_byIndex is not null)
                    {
                        Index(slot);
                    }
                }

                return slot;
            }
        }

        return null;
    }

    /// <summary>Returns the only open item of the type, if the event has no id, or the item has neither id nor index yet.</summary>
    private ItemSlot? FindOnlyOpen(int index, ReadOnlySpan<byte> id, string? type)
    {
        if (index >= 0 || (id.Length > 0 && _withoutId == 0))
        {
            return null;
        }

        ItemSlot? found = null;
        for (var i = _list.Count - 1; i >= 0 && _list[i].Round == Round; i--)
        {
            if (!_list[i].Finished && _list[i].Type == type && (id.Length == 0 || (_list[i].Id.Length == 0 && _list[i].OutputIndex < 0)))
            {
                if (found is not null)
                {
                    return null;
                }

                found = _list[i];
            }
        }

        return found;
    }

    private void Index(ItemSlot slot)
    {
        if (!_byIndex!.TryGetValue((slot.Round, slot.OutputIndex), out var list))
        {
            _byIndex[(slot.Round, slot.OutputIndex)] = list = [];
        }

        list.Add(slot);
    }

    private void IndexId(ItemSlot slot)
    {
        if (_byId is null || slot.Id.Length == 0)
        {
            return;
        }

        if (!_byId.TryGetValue((slot.Round, Hash(slot.Id)), out var list))
        {
            _byId[(slot.Round, Hash(slot.Id))] = list = [];
        }

        list.Add(slot);
    }

    private static int Hash(ReadOnlySpan<byte> id)
    {
        var hash = default(HashCode);
        hash.AddBytes(id);
        return hash.ToHashCode();
    }

    private static bool Fits(ItemSlot slot, string? type) => type is null || slot.Type is null || slot.Type == type;

    private static long Rank(ItemSlot slot) => ((long)slot.Round << 32) | (uint)slot.OutputIndex;
}
