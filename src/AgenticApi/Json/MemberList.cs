namespace AgenticApi.Json;

/// <summary>The members of an object as they were found when it was checked, so that nobody has to look for them again.</summary>
internal sealed class MemberList
{
    private JsonMember[] _items = new JsonMember[32];

    public int Count { get; private set; }

    public ReadOnlySpan<JsonMember> Items => _items.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void CopyFrom(MemberList other)
    {
        if (_items.Length < other.Count)
        {
            _items = new JsonMember[other._items.Length];
        }

        other.Items.CopyTo(_items);
        Count = other.Count;
    }

    public void Add(JsonMember member)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }

        _items[Count++] = member;
    }
}
