namespace AgenticApi.Folding;

/// <summary>
/// Which <c>sequence_number</c>s have been seen. Numbers count as an order only once they have risen by one a few times: a server
/// that sends 0 on every event says nothing with it.
/// </summary>
internal struct SequenceTracker
{
    private const int TrustedAfter = 2;
    private const int MostGaps = 32;

    private long _first;
    private int _steps;
    private List<(long From, long To)>? _gaps;

    public SequenceTracker()
    {
    }

    /// <summary>The highest number seen; -1 before the first.</summary>
    public long Last { get; private set; } = -1;

    /// <summary>Takes the number that follows the last one, or none where there was none.</summary>
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

    /// <summary>Says what the next event's number is, and remembers it.</summary>
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
                Miss(Last + 1, number - 1);
            }
            else
            {
                _steps++;
            }

            Last = number;
            return gap ? SequenceStep.Gap : SequenceStep.Ordinary;
        }

        return _steps < TrustedAfter || number < _first || Fill(number) ? SequenceStep.Ordinary : SequenceStep.Seen;
    }

    /// <summary>Starts anew: the server numbers a second model round from 0.</summary>
    public void Restart(long number)
    {
        this = new SequenceTracker();
        Next(number);
    }

    private void Miss(long from, long to)
    {
        _gaps ??= [];
        if (_gaps.Count == MostGaps)
        {
            _gaps.RemoveAt(0);
        }

        _gaps.Add((from, to));
    }

    /// <summary>Whether the number was missing until now: an event that came late, and not again.</summary>
    private readonly bool Fill(long number)
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

/// <summary>What an event's number says about it.</summary>
internal enum SequenceStep
{
    /// <summary>The next one, one that was missing, or none at all.</summary>
    Ordinary,

    /// <summary>Numbers are missing before it.</summary>
    Gap,

    /// <summary>An event of this number was there before.</summary>
    Seen,
}
