namespace AgenticApi.Serving.Emitting;

/// <summary>Finds the item that a piece of a tool call belongs to.</summary>
internal sealed class CallTable
{
    private readonly Dictionary<int, PendingItem> _latest = [];
    private readonly HashSet<string> _callIds = new(StringComparer.Ordinal);

    /// <summary>
    /// Returns the item of the piece's index; null if the piece begins another call. It begins another call if its index is new, if it has
    /// another id or name than the call (some servers give every call the index 0), or if it has more arguments although the call is
    /// closed, has an ending, or is complete and the piece has a name.
    /// </summary>
    public PendingItem? Find(ToolCallDelta piece)
    {
        if (!_latest.TryGetValue(piece.Index, out var call))
        {
            return null;
        }

        var isOther = IsOther(piece.Id, call.GivenId) || IsOther(piece.Name, call.Name);
        var isMore = !string.IsNullOrWhiteSpace(piece.Arguments) && (call.IsClosed || call.Ending is not null || (call.IsWhole && !string.IsNullOrEmpty(piece.Name)));
        return isOther || isMore ? null : call;
    }

    private static bool IsOther(string? given, string? known) => !string.IsNullOrEmpty(given) && !string.IsNullOrEmpty(known) && given != known;

    /// <summary>Adds the item of a call.</summary>
    /// <returns>
    /// The name of the earlier call with the same index; null if there is none. A call that begins without a name is another call of that
    /// function.
    /// </returns>
    public string? Add(int index, PendingItem item)
    {
        var earlier = _latest.GetValueOrDefault(index)?.Name;
        _latest[index] = item;
        return earlier;
    }

    /// <summary>Returns the id of a call: the given one, or a new one if none was given or another call has it.</summary>
    public string CallId(string given, Func<string, string> newId)
    {
        var id = given.Length > 0 && _callIds.Add(given) ? given : newId("call");
        _callIds.Add(id);
        return id;
    }
}
