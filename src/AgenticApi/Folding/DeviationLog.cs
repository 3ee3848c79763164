using System.Buffers;
using System.Collections.ObjectModel;
using System.Text;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>The deviations of one response: each kind once an item, so that a long stream of the same fault stays one row.</summary>
internal sealed class DeviationLog(bool strict)
{
    /// <summary>How many deviations of one kind are recorded.</summary>
    public const int MostOfAKind = 100;

    // Ids of servers are much shorter. What is longer, or has other characters, may be content, and would not be safe to log.
    private const int LongestId = 128;

    // Up to here a look at each is as fast as any other way to find one.
    private const int Few = 16;

    private static readonly SearchValues<byte> IdCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.:"u8);

    // Most streams have none.
    private Deviation[] _list = [];
    private Key[] _keys = [];
    private HashSet<Key>? _known;
    private int[]? _ofKind;
    private ReadOnlyCollection<Deviation> _given = ReadOnlyCollection<Deviation>.Empty;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The deviations so far, as a list that does not grow. The same list again while nothing was added.</summary>
    public IReadOnlyList<Deviation> SoFar
    {
        get
        {
            if (_given.Count != Count)
            {
                _given = new ReadOnlyCollection<Deviation>(new ArraySegment<Deviation>(_list, 0, Count));
            }

            return _given;
        }
    }

    /// <summary>A log that starts with what stands here, and throws nothing: for an ending that more events may yet follow.</summary>
    public DeviationLog Fork()
    {
        var fork = new DeviationLog(strict: false) { Count = Count };
        fork._list = _list[..Count];
        fork._keys = _keys[..Count];
        return fork;
    }

    /// <summary>Throws for the first deviation from a place on that strict mode refuses.</summary>
    /// <exception cref="ResponseProtocolException">There is one.</exception>
    public void ThrowIfRefused(int from)
    {
        for (var i = from; i < Count; i++)
        {
            if (_list[i].Severity >= DeviationSeverity.Warning)
            {
                throw new ResponseProtocolException(_list[i]);
            }
        }
    }

    /// <summary>Records a deviation of an item, unless its like is there for the same item.</summary>
    /// <exception cref="ResponseProtocolException">Strict mode, and the severity is warning or worse.</exception>
    public void Add(DeviationKind kind, EventPosition at, ItemSlot? item, DeviationSeverity? severity = null) =>
        Add(kind, at, item is null ? default : item.Id, severity);

    /// <summary>Records a deviation, unless its like is there for the same item.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="at">Where it showed.</param>
    /// <param name="itemId">The item's id as it stands between its quotes; empty where no item is concerned.</param>
    /// <param name="severity">How much it matters; null for what its row says.</param>
    /// <exception cref="ResponseProtocolException">Strict mode, and the severity is warning or worse.</exception>
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
            // The lists that were given out keep the array that they were made of.
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
            _ofKind = new int[Enum.GetValues<DeviationKind>().Length];
            foreach (var known in _keys.AsSpan(0, Count))
            {
                Index(known);
            }
        }

        return _ofKind![(int)key.Kind] < MostOfAKind && !_known.Contains(key);
    }

    private void Index(Key key)
    {
        if (_known is not null)
        {
            _known.Add(key);
            _ofKind![(int)key.Kind]++;
        }
    }

    /// <summary>What makes two deviations alike: the kind and the item, and where it is about the event's type that too.</summary>
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
