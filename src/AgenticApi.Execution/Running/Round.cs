using System.Text;

namespace AgenticApi.Execution;

/// <summary>The state of a round while its response is streamed: the accumulator, the calls, and which of them are proven complete.</summary>
/// <param name="runId">The id of the run.</param>
/// <param name="number">The number of the round, from 0.</param>
/// <param name="options">The options for reading the response.</param>
/// <param name="isShown">Whether a consumer gets the events.</param>
internal sealed class Round(string runId, int number, ResponseAccumulatorOptions options, bool isShown)
{
    private int _lastItem = -1;

    public int Number { get; } = number;

    public ResponseAccumulator Accumulator { get; private set; } = new(options);

    /// <summary>The calls, in the order of their items.</summary>
    public List<RoundCall> Calls { get; } = [];

    /// <summary>The calls that an earlier attempt of this round started, and that no call of this attempt repeats.</summary>
    public List<RoundCall> Earlier { get; } = [];

    /// <summary>The position of the first item of this attempt. Earlier attempts have the positions before it.</summary>
    public int First { get; private set; }

    /// <summary>The id of the response; null until an event has it.</summary>
    public string? ResponseId { get; private set; }

    /// <summary>Whether the consumer got text of the round.</summary>
    public bool IsSeen { get; private set; }

    /// <summary>The calls whose tools were started, with those of earlier attempts first.</summary>
    public List<RoundCall> Started => [.. Earlier, .. Calls.Where(static call => call.IsUnderWay)];

    /// <summary>Returns whether an event has a deviation that makes it unsafe to start calls before the response has ended.</summary>
    public static bool IsDamage(ResponseStep step) =>
        step.Deviations is { Count: > 0 } deviations && deviations.Any(static deviation => deviation.Severity == DeviationSeverity.Error);

    /// <summary>Applies an event.</summary>
    /// <returns>The calls that became complete, or proven complete, by the event.</returns>
    public IReadOnlyList<(RoundCall Call, bool IsProven)> Apply(ResponseStep step)
    {
        IsSeen |= isShown && step.Effect == StepEffect.TextAppended && step.Event is not (FunctionCallArgumentsDeltaEvent or CustomToolCallInputDeltaEvent);

        if (ResponseId is null && step.Effect is StepEffect.ResponseUpdated or StepEffect.ResponseEnded && Accumulator.ResponseId is { } id && ResponsesEndpoint.IsId(id))
        {
            ResponseId = id;
        }

        var last = _lastItem;
        if (step.ItemNumber is { } item && step.Effect != StepEffect.Ignored)
        {
            _lastItem = Math.Max(_lastItem, item);
        }

        // Most events are deltas, which cannot prove anything.
        var isDamaged = IsDamage(step);
        if (_lastItem == last && step.Finished.Count == 0 && !isDamaged)
        {
            return [];
        }

        if (isDamaged)
        {
            // It is not always known which calls are affected.
            Calls.ForEach(static call => call.IsSuspect = true);
        }

        if (step.Event is OutputItemEvent { Item: { } begun } && ToolOutputs.CallIdOf(begun) is { } answered)
        {
            // The server runs this call itself.
            Calls.FindAll(call => call.CallId == answered).ForEach(static call => call.IsSuspect = true);
        }

        var changed = new List<(RoundCall, bool)>();
        foreach (var whole in step.Effect == StepEffect.ResponseEnded ? [] : step.Finished)
        {
            var position = First + (step.ItemNumber ?? _lastItem);
            if (RoundCall.IsCall(whole) && !Calls.Exists(call => call.Key.Position == position))
            {
                var call = new RoundCall(new CallKey(runId, Number, position), whole) { IsSuspect = isDamaged };
                Calls.Add(call);
                changed.Add((call, false));
            }
        }

        foreach (var call in Calls)
        {
            if (call.State == CallState.Whole && call.Key.Position < First + _lastItem)
            {
                changed.Add((call, true));
            }
        }

        return changed;
    }

    /// <summary>Adds the response that the server stored.</summary>
    public ResponseStep AddStored(Response response) => Accumulator.Add(Encoding.UTF8.GetBytes(response.ToJson()));

    /// <summary>Returns the result of the events so far.</summary>
    public AccumulatedResponse Finish()
    {
        try
        {
            return Accumulator.Finish();
        }
        catch (ResponseProtocolException e)
        {
            return Failure.OfReading(this, e);
        }
    }

    /// <summary>Starts another attempt of the round. Events and text are discarded, started calls are kept.</summary>
    public void Restart()
    {
        Accumulator = new ResponseAccumulator(options);
        Earlier.AddRange(Calls.Where(static call => call.IsUnderWay));
        First = Earlier.Count > 0 ? Earlier.Max(static call => call.Key.Position) + 1 : 0;
        Calls.Clear();
        (ResponseId, IsSeen, _lastItem) = (null, false, -1);
    }
}
