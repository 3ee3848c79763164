namespace AgenticApi.Folding;

/// <summary>
/// The streamed annotations of one part, ordered by <c>annotation_index</c>; those without an index come last, in stream order.
/// </summary>
internal sealed class AnnotationList
{
    private readonly List<(int Index, byte[] Json)> _list = [];
    private readonly Dictionary<int, int> _lastAt = [];
    private bool _isOrdered = true;

    public int Count => _list.Count;

    /// <summary>Adds an annotation. Two different annotations with the same index are both kept.</summary>
    /// <param name="index">The index; -1 if there is none.</param>
    /// <param name="json">The annotation.</param>
    /// <returns>False if another annotation has the same index.</returns>
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

    /// <summary>Writes the annotations, separated by commas.</summary>
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
