namespace AgenticApi.Cli.View;

/// <summary>One response of a turn, with its events. A WebSocket turn can have several responses.</summary>
internal sealed class Answer
{
    private readonly ResponseAccumulator _accumulator = new();
    private readonly OrderedDictionary<int, Lane> _lanes = [];
    private readonly List<Run> _runs = [];
    private int _shownDeviations;

    /// <summary>The events, grouped into runs.</summary>
    public IReadOnlyList<Run> Runs => _runs;

    /// <summary>The number of events.</summary>
    public int EventCount { get; private set; }

    /// <summary>Whether any event has no sequence number.</summary>
    public bool HasUnnumbered { get; private set; }

    /// <summary>The first and the last event; null if there are no events.</summary>
    public (Step First, Step Last)? Ends => _runs.Count == 0 ? null : (_runs[0].First, _runs[^1].Last);

    /// <summary>The event with the longest wait before it; null if no times were recorded.</summary>
    public Step? Slowest { get; private set; }

    /// <summary>The items of the events, in the order of their first events.</summary>
    public IReadOnlyList<Lane> Lanes => _lanes.Values;

    /// <summary>The accumulated response; null before <see cref="Finish"/>.</summary>
    public AccumulatedResponse? Result { get; private set; }

    /// <summary>The deviations that were found at the end of the stream and belong to no event.</summary>
    public IReadOnlyList<Deviation> AtEnd { get; private set; } = [];

    /// <summary>Why the rest of the stream cannot be read; null if the stream was read to its end.</summary>
    public string? Error { get; private set; }

    public static Answer Of(AccumulatedResponse result) => new() { Result = result, AtEnd = result.Deviations };

    public bool IsNextResponse(ResponseStreamEvent streamEvent) => _accumulator.IsNextResponse(streamEvent);

    /// <summary>Adds an event. An event that exceeds a limit is added too, before the exception propagates.</summary>
    /// <param name="streamEvent">The event.</param>
    /// <param name="time">When the event arrived; null if times were not recorded.</param>
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

    /// <summary>Completes the answer. Deviations of the whole response are added to the terminal event, or to the end of the stream if there is none.</summary>
    /// <param name="error">Why the rest cannot be read; null if the stream was read to its end.</param>
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

    /// <summary>Returns the lane for a deviation: the lane of its event, or of the item that it names; null if there is none.</summary>
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

        lane.Apply(step, time);
        return lane;
    }

    /// <summary>Sets the types of items that only the result contains.</summary>
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
