namespace AgenticApi.Cli.View;

/// <summary>The events of a run that are of one type and about one item. Of very many, the first and the last are kept, and all are counted.</summary>
/// <param name="lane">The item; null where they are about none.</param>
/// <param name="type">Their type.</param>
internal sealed class RunPart(Lane? lane, string type)
{
    // A stream of a million events is shown by its ends, and need not be held.
    private const int KeptFirst = 10_000;
    private const int KeptLast = 100;

    private readonly List<Step> _first = [];
    private readonly Queue<Step> _last = [];

    public Lane? Lane => lane;

    public string Type => type;

    /// <summary>How many they are.</summary>
    public int Count { get; private set; }

    public Step First => _first[0];

    public Step Last { get; private set; } = null!;

    /// <summary>Whether they append to a text.</summary>
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

    /// <summary>The events that are shown: the first ones, how many are left out, the last ones.</summary>
    /// <param name="most">How many are shown.</param>
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
