namespace AgenticApi.Folding;

/// <summary>The annotations that the stream gave one part, by <c>annotation_index</c>; those without an index stand last, as they came.</summary>
internal sealed class AnnotationList
{
    private readonly List<(int Index, byte[] Json)> _list = [];
    private readonly Dictionary<int, int> _lastAt = [];
    private bool _isOrdered = true;

    public int Count => _list.Count;

    /// <summary>Adds an annotation. Of two at one index both are kept, unless they are the same.</summary>
    /// <param name="index">The index, or -1.</param>
    /// <param name="json">The annotation.</param>
    /// <returns>False where the index was taken by another one.</returns>
    public bool Add(int index, ReadOnlySpan<byte> json)
    {
        var place = index < 0 ? int.MaxValue : index;
        var isTaken = _lastAt.TryGetValue(place, out var last) && index >= 0;
        if (isTaken && _list[last].Json.AsSpan().SequenceEqual(json))
        {
            return true;
        }

        _isOrdered &= _list.Count == 0 || _list[^1].Index <= place;
        _lastAt[place] = _list.Count;
        _list.Add((place, json.ToArray()));
        return !isTaken;
    }

    /// <summary>Writes the annotations, a comma between two.</summary>
    public void Write(ref Json.RawBuffer output)
    {
        var isFirst = true;
        foreach (var (_, json) in _isOrdered ? (IEnumerable<(int Index, byte[] Json)>)_list : _list.OrderBy(static annotation => annotation.Index))
        {
            output.Append(isFirst ? default : ","u8);
            output.Append(json);
            isFirst = false;
        }
    }
}
