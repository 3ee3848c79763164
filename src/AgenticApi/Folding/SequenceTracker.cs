namespace AgenticApi.Folding;

/// <summary>
/// Tracks which values of <c>sequence_number</c> were received. Numbers count as an order only after they have increased by one a few
/// times, because some servers send 0 with every event.
/// </summary>
internal struct SequenceTracker
{
    private const int TrustedAfter = 2;
    private const int MaxGaps = 32;

    private long _first;
    private int _steps;
    private List<(long From, long To)>? _gaps;

    public SequenceTracker()
    {
    }

    /// <summary>The highest number so far; -1 before the first.</summary>
    public long Last { get; private set; } = -1;

    /// <summary>Accepts the number that follows the last one, or -1 for no number. Returns false for any other number.</summary>
    public bool TryNext(long number)
    {
        if (number != Last + 1 || Last < 0)
        {
            return number < 0;
        }

        Last = number;
        _steps++;
        return true;
    }

    /// <summary>Records the number of the next event, and returns what it says about the event.</summary>
    public SequenceStep Next(long number)
    {
        if (number < 0)
        {
            return SequenceStep.Ordinary;
        }

        if (Last < 0)
        {
            _first = number;
            Last = number;
            return SequenceStep.Ordinary;
        }

        if (number > Last)
        {
            var gap = number > Last + 1;
            if (gap)
            {
                AddGap(Last + 1, number - 1);
            }
            else
            {
                _steps++;
            }

            Last = number;
            return gap ? SequenceStep.Gap : SequenceStep.Ordinary;
        }

        return _steps < TrustedAfter || number < _first || TryFillGap(number) ? SequenceStep.Ordinary : SequenceStep.Seen;
    }

    /// <summary>Restarts the order, because the server numbers a second model round from 0.</summary>
    public void Restart(long number)
    {
        this = new SequenceTracker();
        Next(number);
    }

    private void AddGap(long from, long to)
    {
        _gaps ??= [];
        if (_gaps.Count == MaxGaps)
        {
            _gaps.RemoveAt(0);
        }

        _gaps.Add((from, to));
    }

    /// <summary>Whether the number was missing so far: the event is late, not repeated.</summary>
    private readonly bool TryFillGap(long number)
    {
        var index = _gaps?.FindIndex(gap => gap.From <= number && number <= gap.To) ?? -1;
        if (index < 0)
        {
            return false;
        }

        var (from, to) = _gaps![index];
        _gaps.RemoveAt(index);
        if (from < number)
        {
            _gaps.Add((from, number - 1));
        }

        if (number < to)
        {
            _gaps.Add((number + 1, to));
        }

        return true;
    }
}
