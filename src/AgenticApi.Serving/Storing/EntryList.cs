namespace AgenticApi.Serving;

/// <summary>The entries of a record, sorted by key (ordinal).</summary>
internal sealed class EntryList<T>
{
    private readonly SortedList<string, T> _entries = new(StringComparer.Ordinal);

    public void Add(string key, T value) => _entries.Add(key, value);

    public bool Remove(string key, out T? value) => _entries.Remove(key, out value);

    /// <summary>Returns the entries whose keys begin with a prefix and are greater than a key.</summary>
    public IEnumerable<KeyValuePair<string, T>> Find(string prefix, string after)
    {
        var (low, high) = (0, _entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var key = _entries.GetKeyAtIndex(middle);
            var isBefore = string.CompareOrdinal(key, prefix) < 0 || string.CompareOrdinal(key, after) <= 0;
            (low, high) = isBefore ? (middle + 1, high) : (low, middle);
        }

        for (var i = low; i < _entries.Count && _entries.GetKeyAtIndex(i).StartsWith(prefix, StringComparison.Ordinal); i++)
        {
            yield return new(_entries.GetKeyAtIndex(i), _entries.GetValueAtIndex(i));
        }
    }
}
