namespace AgenticApi.Cli.View;

/// <summary>The events of a run with the same type and item. If there are very many, only the first and the last ones are kept, but all are counted.</summary>
/// <param name="lane">The item; null for events without an item.</param>
/// <param name="type">The type of the events.</param>
internal sealed class RunPart(Lane? lane, string type)
{
    // Limits the memory for streams with millions of events, of which the page shows only the first and the last ones.
    private const int KeptFirst = 10_000;
    private const int KeptLast = 100;

    private readonly List<Step> _first = [];
    private readonly Queue<Step> _last = [];

    public Lane? Lane => lane;

    public string Type => type;

    /// <summary>The number of events.</summary>
    public int Count { get; private set; }

    public Step First => _first[0];

    public Step Last { get; private set; } = null!;

    /// <summary>Whether the events append to a text.</summary>
    public bool IsDeltas => First.IsDelta || First.Event is DeltaEvent;

    public void Add(Step step)
    {
        Count++;
        Last = step;
        if (_first.Count < KeptFirst)
        {
            _first.Add(step);
            return;
        }

        _last.Enqueue(step);
        if (_last.Count > KeptLast)
        {
            _last.Dequeue();
        }
    }

    /// <summary>Adds the events of a part that follows this one.</summary>
    public void Add(RunPart next)
    {
        var left = next.Count - next._first.Count - next._last.Count;
        foreach (var step in next._first.Concat(next._last))
        {
            Add(step);
        }

        Count += left;
    }

    /// <summary>Returns the events to show: the first ones, the number of events that are left out, and the last ones.</summary>
    /// <param name="most">The maximum number of events to show.</param>
    public (IEnumerable<Step> First, int LeftOut, IEnumerable<Step> Last) Shown(int most)
    {
        var kept = _first.Count + _last.Count;
        if (kept == Count && Count <= most)
        {
            return (_first.Concat(_last), 0, []);
        }

        most = Math.Min(most, kept);
        var last = Math.Min(most / 10, KeptLast);
        return (_first.Take(most - last), Count - Math.Min(most - last, _first.Count) - last, _first.Concat(_last).TakeLast(last));
    }
}
