namespace AgenticApi.Cli.View;

/// <summary>Events that stand together on the page: one alone, or as many of the same sort as follow each other.</summary>
internal sealed class Run
{
    // Null for an event alone: a stream may have a million of them.
    private OrderedDictionary<(Lane? Lane, string Type), RunPart>? _parts;

    public Run(Step first)
    {
        First = Last = first;
        Count = 1;
    }

    /// <summary>A run like another one, which stays as it is.</summary>
    private Run(Run other)
    {
        First = other.First;
        Last = other.Last;
        _parts = [];
        Add(other);
    }

    public Step First { get; }

    public Step Last { get; private set; }

    /// <summary>How many events there are.</summary>
    public int Count { get; private set; }

    public bool IsSingle => Count == 1;

    /// <summary>Whether all of them append to texts.</summary>
    public bool IsDeltas => Parts.All(part => part.IsDeltas);

    /// <summary>The events by item and type.</summary>
    public IReadOnlyList<RunPart> Parts => _parts?.Values ?? (IReadOnlyList<RunPart>)[PartOfFirst()];

    /// <summary>The event, after the first, for which the server took longest; null where no times were recorded.</summary>
    public Step? Slowest { get; private set; }

    /// <summary>Whether it must be shown by itself: an item begins or ends, the response ends, something is wrong.</summary>
    public bool Matters =>
        First.Deviations.Count > 0 || First.Effect is StepEffect.ItemAdded or StepEffect.ItemFinished or StepEffect.ErrorTold or StepEffect.ResponseEnded;

    /// <summary>
    /// Takes the next event if it belongs here. Deltas of several items that come mixed are one run, for otherwise parallel calls were as long
    /// as the stream itself; an event with a deviation always stands alone.
    /// </summary>
    public bool TryAdd(Step next)
    {
        var joins = First.Deviations.Count == 0 && next.Deviations.Count == 0
            && ((First.IsDelta && next.IsDelta)
                || (First.Effect is StepEffect.PartAdded or StepEffect.PartFinished or StepEffect.ItemUpdated or StepEffect.Ignored
                    && First.Event is not MalformedEvent && First.Lane == next.Lane && First.Event.Type == next.Event.Type));
        if (joins)
        {
            Add(next);
        }

        return joins;
    }

    /// <summary>The runs with those that follow each other and do not matter made one.</summary>
    public static IReadOnlyList<Run> Join(IReadOnlyList<Run> runs)
    {
        var joined = new List<Run>();
        var current = default(Run);
        foreach (var run in runs)
        {
            if (run.Matters)
            {
                current = null;
                joined.Add(run);
            }
            else if (current is null)
            {
                joined.Add(current = new Run(run));
            }
            else
            {
                current.Add(run);
            }
        }

        return joined;
    }

    private void Add(Step step)
    {
        Count++;
        Last = step;
        PartOf(step.Lane, step.Event.Type).Add(step);
        TakeGap(step);
    }

    private void Add(Run next)
    {
        Count += next.Count;
        Last = next.Last;
        foreach (var part in next.Parts)
        {
            PartOf(part.Lane, part.Type).Add(part);
        }

        TakeGap(next.First);
        TakeGap(next.Slowest);
    }

    private void TakeGap(Step? step)
    {
        if (step is not null && step != First && step.Gap > (Slowest?.Gap ?? TimeSpan.Zero))
        {
            Slowest = step;
        }
    }

    private RunPart PartOfFirst()
    {
        var part = new RunPart(First.Lane, First.Event.Type);
        part.Add(First);
        return part;
    }

    private RunPart PartOf(Lane? lane, string type)
    {
        _parts ??= new() { [(First.Lane, First.Event.Type)] = PartOfFirst() };
        if (!_parts.TryGetValue((lane, type), out var part))
        {
            _parts[(lane, type)] = part = new RunPart(lane, type);
        }

        return part;
    }
}
