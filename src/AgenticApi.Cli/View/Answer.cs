namespace AgenticApi.Cli.View;

/// <summary>One response of a turn, event by event: a socket may carry several.</summary>
internal sealed class Answer
{
    private readonly ResponseAccumulator _accumulator = new();
    private readonly LaneFinder _finder = new();
    private readonly List<Step> _steps = [];
    private Step? _terminal;

    public IReadOnlyList<Step> Steps => _steps;

    public IReadOnlyList<Lane> Lanes => _finder.Lanes;

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
        var known = _accumulator.Deviations.Count;
        var hadEnded = _accumulator.HasEnded;
        try
        {
            _accumulator.Add(streamEvent);
        }
        finally
        {
            IReadOnlyList<Deviation> shown = _accumulator.Deviations.Count == known ? [] : [.. _accumulator.Deviations.Skip(known)];
            var isIgnored = hadEnded || shown.Any(deviation => deviation.Kind is DeviationKind.RepeatedEvent or DeviationKind.FieldMissing);
            var step = new Step(_steps.Count, streamEvent, Step.KindOf(streamEvent), _finder.Find(streamEvent, isIgnored)) { Deviations = shown };
            _steps.Add(step);
            _terminal ??= _accumulator.HasEnded ? step : null;
        }
    }

    /// <summary>Ends the answer. What only the whole response shows belongs to its terminal event, or to the end of the stream.</summary>
    /// <param name="error">What made the rest unreadable; null where nothing did.</param>
    public void Finish(string? error = null)
    {
        var known = _accumulator.Deviations.Count;
        Result = _accumulator.Finish();
        Error = error;
        _finder.Complete(Result.Response);
        IReadOnlyList<Deviation> late = [.. Result.Deviations.Skip(known)];
        if (_terminal is null)
        {
            AtEnd = late;
        }
        else
        {
            _terminal.Deviations = [.. _terminal.Deviations, .. late];
        }
    }

    /// <summary>The lane in which a step's deviation is marked.</summary>
    public Lane? LaneOf(Step? step, Deviation deviation) => step?.Lane ?? _finder.Of(deviation);
}
