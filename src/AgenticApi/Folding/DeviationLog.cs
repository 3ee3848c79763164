namespace AgenticApi.Folding;

/// <summary>The deviations of one response: each kind once an item, so that a long stream of the same fault stays one line.</summary>
internal sealed class DeviationLog(bool strict)
{
    // Up to here a look at each is as fast as any other way to find one.
    private const int Few = 16;

    // Most streams have none.
    private List<Deviation>? _list;
    private Deviation[]? _given;
    private HashSet<(DeviationKind Kind, int? OutputIndex, string? ItemId, string? EventType)>? _keys;

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
        if (IsKnown(kind, at, itemId))
        {
            return;
        }

        var rule = DeviationRules.Of(kind);
        var deviation = new Deviation(kind, severity ?? rule.Severity, at.EventType, at.SequenceNumber, at.OutputIndex, itemId, rule.Action);
        (_list ??= []).Add(deviation);
        _keys?.Add(Key(kind, at.OutputIndex, itemId, at.EventType));
        if (strict && deviation.Severity >= DeviationSeverity.Warning)
        {
            throw new ResponseProtocolException(deviation);
        }
    }

    private bool IsKnown(DeviationKind kind, EventPosition at, string? itemId)
    {
        var key = Key(kind, at.OutputIndex, itemId, at.EventType);
        if (_list is { Count: > Few })
        {
            _keys ??= [.. _list.Select(known => Key(known.Kind, known.OutputIndex, known.ItemId, known.EventType))];
            return _keys.Contains(key);
        }

        foreach (var known in _list ?? [])
        {
            if (Key(known.Kind, known.OutputIndex, known.ItemId, known.EventType) == key)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What makes two deviations alike: the kind and the item, and where it is about the event's type that too.</summary>
    private static (DeviationKind Kind, int? OutputIndex, string? ItemId, string? EventType) Key(DeviationKind kind, int? outputIndex, string? itemId, string? eventType) =>
        (kind, outputIndex, itemId, kind is DeviationKind.UnknownEvent or DeviationKind.DialectEvent ? eventType : null);
}
