using System.Text;

namespace AgenticApi.Execution;

/// <summary>One round while its response is streamed: what has come, which calls there are, and which of them are proven whole.</summary>
/// <param name="runId">The run.</param>
/// <param name="number">The round's number, from 0.</param>
/// <param name="options">How the response is read.</param>
/// <param name="isShown">Whether a consumer gets its events.</param>
internal sealed class Round(string runId, int number, ResponseAccumulatorOptions options, bool isShown)
{
    private int _lastItem = -1;

    public int Number { get; } = number;

    public ResponseAccumulator Accumulator { get; private set; } = new(options);

    /// <summary>The calls in the order of their items.</summary>
    public List<RoundCall> Calls { get; } = [];

    /// <summary>The calls that an earlier try of this round started, and that no call of this try stands for.</summary>
    public List<RoundCall> Earlier { get; } = [];

    /// <summary>The position of this try's first item: those before it are taken by earlier tries.</summary>
    public int First { get; private set; }

    /// <summary>The response's id, once an event gave it.</summary>
    public string? ResponseId { get; private set; }

    /// <summary>Whether the consumer was given text of it.</summary>
    public bool IsSeen { get; private set; }

    /// <summary>The calls whose tools were started, those of earlier tries first.</summary>
    public List<RoundCall> Started => [.. Earlier, .. Calls.Where(static call => call.IsUnderWay)];

    /// <summary>Whether an event shows a deviation after which no call may start before the response has ended.</summary>
    public static bool IsDamage(ResponseStep step) =>
        step.Deviations is { Count: > 0 } deviations && deviations.Any(static deviation => deviation.Severity == DeviationSeverity.Error);

    /// <summary>Takes what an event did.</summary>
    /// <returns>The calls that have become proven whole, or whole, by it.</returns>
    public IReadOnlyList<(RoundCall Call, bool IsProven)> Take(ResponseStep step)
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

        // Most events are deltas, which prove nothing.
        var isDamaged = IsDamage(step);
        if (_lastItem == last && step.Finished.Count == 0 && !isDamaged)
        {
            return [];
        }

        if (isDamaged)
        {
            // Which of the calls it touches is not always told.
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

    /// <summary>Adds the response as the server stored it.</summary>
    public ResponseStep AddStored(Response response) => Accumulator.Add(Encoding.UTF8.GetBytes(response.ToJson()));

    /// <summary>What has come until now.</summary>
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

    /// <summary>Reads the same round anew: what came of it does not count. What was started stays known.</summary>
    public void Restart()
    {
        Accumulator = new ResponseAccumulator(options);
        Earlier.AddRange(Calls.Where(static call => call.IsUnderWay));
        First = Earlier.Count > 0 ? Earlier.Max(static call => call.Key.Position) + 1 : 0;
        Calls.Clear();
        (ResponseId, IsSeen, _lastItem) = (null, false, -1);
    }
}
