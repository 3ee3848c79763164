namespace AgenticApi.Folding;

/// <summary>The deviations of one response: each kind once an item, so that a long stream of the same fault stays one line.</summary>
internal sealed class DeviationLog(bool strict)
{
    // Most streams have none.
    private List<Deviation>? _list;
    private Deviation[]? _given;

    public IReadOnlyList<Deviation> Deviations => _list ?? [];

    /// <summary>The deviations so far, as a list that does not grow. The same list again while nothing was added.</summary>
    public IReadOnlyList<Deviation> SoFar => _list is null ? [] : _given?.Length == _list.Count ? _given : _given = [.. _list];

    /// <summary>A log that starts with what stands here: for an ending that more events may yet follow.</summary>
    /// <param name="fatal">Whether what is added to the fork may throw.</param>
    public DeviationLog Fork(bool fatal)
    {
        var fork = new DeviationLog(strict && fatal);
        fork._list = _list is null ? null : [.. _list];
        return fork;
    }

    /// <summary>Records a deviation, unless its like is there for the same item.</summary>
    /// <exception cref="ResponseProtocolException">Strict mode, and the severity is warning or worse.</exception>
    public void Add(DeviationKind kind, EventPosition at, string? itemId = null, DeviationSeverity? severity = null)
    {
        foreach (var known in _list ?? [])
        {
            if (known.Kind == kind && known.OutputIndex == at.OutputIndex && known.ItemId == itemId
                && (known.EventType == at.EventType || kind is not (DeviationKind.UnknownEvent or DeviationKind.DialectEvent)))
            {
                return;
            }
        }

        var rule = DeviationRules.Of(kind);
        var deviation = new Deviation(kind, severity ?? rule.Severity, at.EventType, at.SequenceNumber, at.OutputIndex, itemId, rule.Action);
        (_list ??= []).Add(deviation);
        if (strict && deviation.Severity >= DeviationSeverity.Warning)
        {
            throw new ResponseProtocolException(deviation);
        }
    }
}
