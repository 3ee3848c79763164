using System.Buffers;
using System.Collections.ObjectModel;
using System.Text;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>
/// The deviations of one response. Each kind is recorded once for an item, so that a repeated fault does not fill the log.
/// </summary>
internal sealed class DeviationLog(bool strict)
{
    /// <summary>The maximum number of deviations of one kind.</summary>
    public const int MaxOfOneKind = 100;

    // The ids of servers are much shorter. Longer ids, or ids with other characters, may be content, so they are not logged.
    private const int LongestId = 128;

    // Up to this number, comparing each entry is as fast as a hash set.
    private const int Few = 16;

    private static readonly SearchValues<byte> IdCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.:"u8);

    // Most streams have none.
    private Deviation[] _list = [];
    private Key[] _keys = [];
    private HashSet<Key>? _known;
    private int[]? _countByKind;
    private ReadOnlyCollection<Deviation> _snapshot = ReadOnlyCollection<Deviation>.Empty;

    /// <summary>The number of deviations.</summary>
    public int Count { get; private set; }

    /// <summary>The deviations so far, as a list that never changes. The same list is returned until a deviation is added.</summary>
    public IReadOnlyList<Deviation> SoFar
    {
        get
        {
            if (_snapshot.Count != Count)
            {
                _snapshot = new ReadOnlyCollection<Deviation>(new ArraySegment<Deviation>(_list, 0, Count));
            }

            return _snapshot;
        }
    }

    /// <summary>Returns a copy that never throws, for a result of events that more events may follow.</summary>
    public DeviationLog Fork()
    {
        var fork = new DeviationLog(strict: false) { Count = Count };
        fork._list = _list[..Count];
        fork._keys = _keys[..Count];
        return fork;
    }

    /// <summary>Throws if strict mode rejects a deviation at or after an index.</summary>
    /// <exception cref="ResponseProtocolException">The first such deviation.</exception>
    public void ThrowIfRejected(int from)
    {
        for (var i = from; i < Count; i++)
        {
            if (_list[i].Severity >= DeviationSeverity.Warning)
            {
                throw new ResponseProtocolException(_list[i]);
            }
        }
    }

    /// <summary>Records a deviation of an item, unless the same one is already recorded.</summary>
    /// <exception cref="ResponseProtocolException">Strict mode is on, and the severity is warning or error.</exception>
    public void Add(DeviationKind kind, EventPosition at, ItemSlot? item, DeviationSeverity? severity = null) =>
        Add(kind, at, item is null ? default : item.Id, severity);

    /// <summary>Records a deviation, unless the same one is already recorded.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="at">The event in which it was found.</param>
    /// <param name="itemId">The id of the item, without its quotes; empty if it concerns no item.</param>
    /// <param name="severity">The severity; null for that of <see cref="DeviationRules"/>.</param>
    /// <exception cref="ResponseProtocolException">Strict mode is on, and the severity is warning or error.</exception>
    public void Add(DeviationKind kind, EventPosition at, ReadOnlySpan<byte> itemId = default, DeviationSeverity? severity = null)
    {
        var id = itemId.Length <= LongestId && !itemId.ContainsAnyExcept(IdCharacters) ? itemId : default;
        var key = Key.Of(kind, at, id);
        if (!IsNew(key))
        {
            return;
        }

        var rule = DeviationRules.Of(kind);
        var deviation = new Deviation(
            kind, severity ?? rule.Severity, at.EventType, at.SequenceNumber, at.OutputIndex, id.Length > 0 ? Encoding.ASCII.GetString(id) : null, rule.Action);
        if (Count == _list.Length)
        {
            // Lists that were returned keep the old array.
            Array.Resize(ref _list, Math.Max(4, Count * 2));
            Array.Resize(ref _keys, Math.Max(4, Count * 2));
        }

        (_list[Count], _keys[Count]) = (deviation, key);
        Count++;
        Index(key);
        if (strict && deviation.Severity >= DeviationSeverity.Warning)
        {
            throw new ResponseProtocolException(deviation);
        }
    }

    private bool IsNew(Key key)
    {
        if (Count <= Few)
        {
            return !_keys.AsSpan(0, Count).Contains(key);
        }

        if (_known is null)
        {
            _known = [];
            _countByKind = new int[Enum.GetValues<DeviationKind>().Length];
            foreach (var known in _keys.AsSpan(0, Count))
            {
                Index(known);
            }
        }

        return _countByKind![(int)key.Kind] < MaxOfOneKind && !_known.Contains(key);
    }

    private void Index(Key key)
    {
        if (_known is not null)
        {
            _known.Add(key);
            _countByKind![(int)key.Kind]++;
        }
    }

    /// <summary>
    /// Two deviations with the same key are the same: kind and item are equal, and the event type if the kind is about types.
    /// </summary>
    private readonly record struct Key(DeviationKind Kind, int? OutputIndex, int ItemId, string? EventType)
    {
        public static Key Of(DeviationKind kind, EventPosition at, ReadOnlySpan<byte> itemId)
        {
            var hash = default(HashCode);
            hash.AddBytes(itemId);
            var isOfType = kind is DeviationKind.UnknownEvent or DeviationKind.DialectEvent;
            return new Key(kind, at.OutputIndex, hash.ToHashCode(), isOfType ? at.EventType : null);
        }
    }
}
