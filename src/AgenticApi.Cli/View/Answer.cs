namespace AgenticApi.Cli.View;

/// <summary>One response of a turn, event by event: a socket may carry several.</summary>
internal sealed class Answer
{
    private readonly ResponseAccumulator _accumulator = new();
    private readonly OrderedDictionary<int, Lane> _lanes = [];
    private readonly List<Run> _runs = [];
    private int _shownDeviations;

    /// <summary>The events, those that stand together as one.</summary>
    public IReadOnlyList<Run> Runs => _runs;

    /// <summary>How many events there are.</summary>
    public int EventCount { get; private set; }

    /// <summary>Whether an event has no sequence number.</summary>
    public bool HasUnnumbered { get; private set; }

    /// <summary>The first and the last event; null where there is none.</summary>
    public (Step First, Step Last)? Ends => _runs.Count == 0 ? null : (_runs[0].First, _runs[^1].Last);

    /// <summary>The event for which the server took longest after the one before; null where no times were recorded.</summary>
    public Step? Slowest { get; private set; }

    /// <summary>The items that events are about, in the order of their first events.</summary>
    public IReadOnlyList<Lane> Lanes => _lanes.Values;

    /// <summary>What the events came to; null until <see cref="Finish"/>.</summary>
    public AccumulatedResponse? Result { get; private set; }

    /// <summary>The deviations that no event showed, but the end of the stream.</summary>
    public IReadOnlyList<Deviation> AtEnd { get; private set; } = [];

    /// <summary>What made the rest of the stream unreadable; null where nothing did.</summary>
    public string? Error { get; private set; }

    public static Answer Of(AccumulatedResponse result) => new() { Result = result, AtEnd = result.Deviations };

    public bool IsNextResponse(ResponseStreamEvent streamEvent) => _accumulator.IsNextResponse(streamEvent);

    /// <summary>Folds an event. One that goes past a limit is shown too, and its exception thrown on.</summary>
    /// <param name="streamEvent">The event.</param>
    /// <param name="time">When it had come; null where that was not recorded.</param>
    public void Add(ResponseStreamEvent streamEvent, TimeSpan? time = null)
    {
        var step = default(ResponseStep);
        try
        {
            step = _accumulator.Add(streamEvent);
        }
        finally
        {
            Add(new Step(EventCount, streamEvent, step.Effect, LaneOf(step, time))
            {
                Deviations = step.Deviations,
                Time = time,
                Gap = time - Ends?.Last.Time ?? TimeSpan.Zero,
            });
        }
    }

    /// <summary>Ends the answer. What only the whole response shows belongs to its terminal event, or to the end of the stream.</summary>
    /// <param name="error">What made the rest unreadable; null where nothing did.</param>
    public void Finish(string? error = null)
    {
        Result = _accumulator.Finish();
        Error = error;
        NameLanes(Result.Response.Output);
        IReadOnlyList<Deviation> late = [.. Result.Deviations.Skip(_shownDeviations)];
        if (_runs.Find(run => run.First.Effect == StepEffect.ResponseEnded)?.First is { } terminal)
        {
            terminal.Deviations = [.. terminal.Deviations, .. late];
        }
        else
        {
            AtEnd = late;
        }
    }

    /// <summary>The lane in which a deviation is marked: its event's, or that of the item that it names; null where there is none.</summary>
    public Lane? LaneOf(Step? step, Deviation deviation) =>
        step?.Lane
        ?? (deviation.ItemId is { } id ? Lanes.LastOrDefault(lane => lane.Ids.Contains(id)) : null)
        ?? (deviation.OutputIndex is { } index && Lanes is not [.., { Round: > 0 }] ? Lanes.FirstOrDefault(lane => lane.Index == index) : null);

    private void Add(Step step)
    {
        EventCount++;
        HasUnnumbered |= step.Event.SequenceNumber is null;
        _shownDeviations += step.Deviations.Count;
        if (step.Gap > (Slowest?.Gap ?? TimeSpan.Zero))
        {
            Slowest = step;
        }

        if (_runs.Count == 0 || !_runs[^1].TryAdd(step))
        {
            _runs.Add(new Run(step));
        }
    }

    private Lane? LaneOf(ResponseStep step, TimeSpan? time)
    {
        if (step.ItemNumber is not { } number)
        {
            return null;
        }

        if (!_lanes.TryGetValue(number, out var lane))
        {
            _lanes[number] = lane = new Lane(number, step.Round);
        }

        lane.Take(step, time);
        return lane;
    }

    /// <summary>Fills in what only the result tells: the types of items that no event described.</summary>
    private void NameLanes(IReadOnlyList<OutputItem> output)
    {
        if (output.Count == Lanes.Count)
        {
            foreach (var (lane, item) in Lanes.OrderBy(lane => (lane.Round, lane.Index ?? int.MaxValue)).Zip(output).Where(pair => pair.First.Type.Length == 0))
            {
                lane.Describe(item);
            }
        }
    }
}
