namespace AgenticApi.Execution;

/// <summary>One round while its response is streamed: what has come, which calls there are, and which of them are proven whole.</summary>
/// <param name="runId">The run.</param>
/// <param name="number">The round's number, from 0.</param>
/// <param name="options">How the response is read.</param>
internal sealed class Round(string runId, int number, ResponseAccumulatorOptions options)
{
    private int _lastItem = -1;
    private int _firstPosition;

    public int Number { get; } = number;

    public ResponseAccumulator Accumulator { get; private set; } = new(options);

    /// <summary>The calls in the order of their items.</summary>
    public List<RoundCall> Calls { get; } = [];

    /// <summary>The items that have come whole, in their order.</summary>
    public List<OutputItem> WholeItems { get; } = [];

    /// <summary>The response's id, once an event gave it.</summary>
    public string? ResponseId { get; private set; }

    /// <summary>Whether the consumer was given text of it.</summary>
    public bool IsSeen { get; private set; }

    /// <summary>Whether a tool was started.</summary>
    public bool AnyStarted => Calls.Exists(static call => call.WasStarted || call.State is CallState.Queued or CallState.Started);

    /// <summary>Takes what an event did.</summary>
    /// <returns>The calls that have become proven whole, or whole, by it.</returns>
    public IEnumerable<(RoundCall Call, bool IsProven)> Take(ResponseStep step)
    {
        IsSeen |= step.Effect == StepEffect.TextAppended;
        if (ResponseId is null && step.Event is ResponseLifecycleEvent { Response.Id: { Length: > 0 } id })
        {
            ResponseId = id;
        }

        if (step.ItemNumber is { } item && step.Effect != StepEffect.Ignored)
        {
            _lastItem = Math.Max(_lastItem, item);
        }

        if (step.Deviations.Any(static deviation => deviation.Severity == DeviationSeverity.Error))
        {
            // Which of the calls it touches is not always told.
            Calls.ForEach(static call => call.IsSuspect = true);
        }

        var changed = new List<(RoundCall, bool)>();
        if (step.Effect != StepEffect.ResponseEnded)
        {
            foreach (var whole in step.Finished)
            {
                WholeItems.Add(whole);
                if (RoundCall.IsCall(whole))
                {
                    var call = new RoundCall(new CallKey(runId, Number, _firstPosition + (step.ItemNumber ?? _lastItem)), whole) { IsSuspect = step.Deviations.Any(static d => d.Severity == DeviationSeverity.Error) };
                    Calls.Add(call);
                    changed.Add((call, false));
                }
            }
        }

        foreach (var call in Calls)
        {
            if (call.State == CallState.Whole && call.Key.Position < _firstPosition + _lastItem)
            {
                changed.Add((call, true));
            }
        }

        return changed;
    }

    /// <summary>Reads the same round anew: what came of it does not count.</summary>
    public void Restart()
    {
        Accumulator = new ResponseAccumulator(options);
        Calls.RemoveAll(static call => !call.WasStarted && call.State != CallState.Started);
        // What comes now is not what was started: it must not have its name.
        _firstPosition = Calls.Count == 0 ? 0 : Calls.Max(static call => call.Key.Position) + 1;
        WholeItems.Clear();
        (ResponseId, IsSeen, _lastItem) = (null, false, -1);
    }
}
