namespace AgenticApi.Folding;

/// <summary>Finds the streamed item with a <c>call_id</c>.</summary>
internal struct CallIndex
{
    private List<(string CallId, ItemSlot Item)>? _calls;
    private Dictionary<string, ItemSlot>? _byId;

    /// <summary>Records the last call id of an item.</summary>
    public void Note(ItemSlot? item)
    {
        if (item?.CallIds is [.., var callId] && (_calls is null || _calls[^1] != (callId, item)))
        {
            (_calls ??= new(1)).Add((callId, item));
            _byId?.TryAdd(callId, item);
        }
    }

    /// <summary>Returns the first item with a call id; null if there is none.</summary>
    public ItemSlot? Find(string callId)
    {
        if (_byId is null)
        {
            _byId = new(StringComparer.Ordinal);
            foreach (var (id, item) in _calls ?? [])
            {
                _byId.TryAdd(id, item);
            }
        }

        return _byId.GetValueOrDefault(callId);
    }
}
