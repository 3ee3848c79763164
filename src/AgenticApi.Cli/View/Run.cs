namespace AgenticApi.Cli.View;

/// <summary>Events that the page shows as one: a single event, or consecutive events of the same kind.</summary>
internal sealed class Run
{
    // Null for a single event, to save memory: a stream can have a million events.
    private OrderedDictionary<(Lane? Lane, string Type), RunPart>? _parts;

    public Run(Step first)
    {
        First = Last = first;
        Count = 1;
    }

    /// <summary>Creates a copy of a run.</summary>
    private Run(Run other)
    {
        First = other.First;
        Last = other.Last;
        _parts = [];
        Add(other);
    }

    public Step First { get; }

    public Step Last { get; private set; }

    /// <summary>The number of events.</summary>
    public int Count { get; private set; }

    public bool IsSingle => Count == 1;

    /// <summary>Whether all events append to texts.</summary>
    public bool IsDeltas => Parts.All(part => part.IsDeltas);

    /// <summary>The events, grouped by item and type.</summary>
    public IReadOnlyList<RunPart> Parts => _parts?.Values ?? (IReadOnlyList<RunPart>)[PartOfFirst()];

    /// <summary>The event after the first with the longest wait before it; null if no times were recorded.</summary>
    public Step? Slowest { get; private set; }

    /// <summary>Whether the run must not be joined with others: it starts or ends an item, ends the response, is an error or has a deviation.</summary>
    public bool IsImportant =>
        First.Deviations.Count > 0 || First.Effect is StepEffect.ItemAdded or StepEffect.ItemFinished or StepEffect.ErrorTold or StepEffect.ResponseEnded;

    /// <summary>
    /// Adds the next event if it belongs to the run. Interleaved deltas of several items are one run, because otherwise parallel calls would
    /// have nearly one run for each event. An event with a deviation is always a run of its own.
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

    /// <summary>Joins consecutive runs that are not important.</summary>
    public static IReadOnlyList<Run> Join(IReadOnlyList<Run> runs)
    {
        var joined = new List<Run>();
        var current = default(Run);
        foreach (var run in runs)
        {
            if (run.IsImportant)
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
        UpdateSlowest(step);
    }

    private void Add(Run next)
    {
        Count += next.Count;
        Last = next.Last;
        foreach (var part in next.Parts)
        {
            PartOf(part.Lane, part.Type).Add(part);
        }

        UpdateSlowest(next.First);
        UpdateSlowest(next.Slowest);
    }

    private void UpdateSlowest(Step? step)
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
