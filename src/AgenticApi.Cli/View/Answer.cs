namespace AgenticApi.Cli.View;

/// <summary>One response of a turn, event by event: a socket may carry several.</summary>
internal sealed class Answer
{
    private readonly ResponseAccumulator _accumulator = new();
    private readonly OrderedDictionary<int, Lane> _lanes = [];
    private readonly List<Step> _steps = [];

    public IReadOnlyList<Step> Steps => _steps;

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
    public void Add(ResponseStreamEvent streamEvent)
    {
        var step = default(ResponseStep);
        try
        {
            step = _accumulator.Add(streamEvent);
        }
        finally
        {
            _steps.Add(new Step(_steps.Count, streamEvent, step.Effect, LaneOf(step)) { Deviations = step.Deviations });
        }
    }

    /// <summary>Ends the answer. What only the whole response shows belongs to its terminal event, or to the end of the stream.</summary>
    /// <param name="error">What made the rest unreadable; null where nothing did.</param>
    public void Finish(string? error = null)
    {
        Result = _accumulator.Finish();
        Error = error;
        NameLanes(Result.Response.Output);
        IReadOnlyList<Deviation> late = [.. Result.Deviations.Skip(_steps.Sum(step => step.Deviations.Count))];
        if (_steps.Find(step => step.Effect == StepEffect.ResponseEnded) is { } terminal)
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

    private Lane? LaneOf(ResponseStep step)
    {
        if (step.ItemNumber is not { } number)
        {
            return null;
        }

        if (!_lanes.TryGetValue(number, out var lane))
        {
            _lanes[number] = lane = new Lane(number, step.Round);
        }

        lane.Take(step);
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
