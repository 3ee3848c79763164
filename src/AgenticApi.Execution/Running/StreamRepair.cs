namespace AgenticApi.Execution;

/// <summary>Goes on with a response that the server has and whose stream ended early, or that runs in the background.</summary>
/// <param name="agent">The agent.</param>
/// <param name="round">The round whose response it is.</param>
/// <param name="telemetry">What is told of the run.</param>
/// <param name="take">Takes each step that comes of it.</param>
internal sealed class StreamRepair(Agent agent, Round round, RunTelemetry telemetry, Func<ResponseStep, ValueTask> take)
{
    private readonly AgentOptions _options = agent.Options;

    /// <summary>Goes on, where the server has the response.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="template">The request.</param>
    /// <param name="stop">Cancels it.</param>
    /// <returns>What it came to; what it was where there is no way.</returns>
    public async Task<AccumulatedResponse> GoOnAsync(AccumulatedResponse result, ResponseRequest template, CancellationToken stop)
    {
        if (result.Ending == Ending.Truncated)
        {
            telemetry.Recovers(Recovery.StreamBroken);
        }

        var id = round.ResponseId ?? (result.Ending == Ending.InProgress ? result.Response.Id : null);
        if (result.Ending is not (Ending.Truncated or Ending.InProgress) || id is null or "" || template.Store == false)
        {
            return result;
        }

        if (template.Background == true && result.Ending == Ending.Truncated)
        {
            result = await ResumeAsync(id, result, stop).ConfigureAwait(false);
        }

        return result.Ending is Ending.Truncated or Ending.InProgress ? await AskAsync(id, result, template, stop).ConfigureAwait(false) : result;
    }

    /// <summary>Reads a response as it stands on the server; gives up where the server is silent.</summary>
    public async Task<AccumulatedResponse> GetAsync(string id, CancellationToken stop)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(stop);
        silence.CancelAfter(_options.StallTimeout ?? Timeout.InfiniteTimeSpan);
        try
        {
            return (await agent.Endpoint.GetAsync(id, silence.Token).ConfigureAwait(false)).Result;
        }
        catch (Exception e) when (e is ResponseProtocolException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return new AccumulatedResponse(round.Accumulator.Snapshot(), Ending.Truncated, []);
        }
    }

    /// <summary>Reads the events after the last one, as often as connections break, until a few tries in a row give nothing.</summary>
    private async Task<AccumulatedResponse> ResumeAsync(string id, AccumulatedResponse result, CancellationToken stop)
    {
        for (var tries = 0; tries < _options.MaxRecoveries && result.Ending == Ending.Truncated; tries++)
        {
            await Task.Delay(_options.PollInterval * (1 << Math.Min(tries, 6)), agent.Time, stop).ConfigureAwait(false);
            telemetry.Recovers(Recovery.StreamResumed);
            var exchange = new EndpointExchange { StallTimeout = _options.StallTimeout };
            if (await ReadOnAsync(id, exchange, stop).ConfigureAwait(false))
            {
                tries = -1;
            }
            else if (exchange is { Exception: null, HttpStatus: >= 400 and < 500 and not (408 or 409 or 425 or 429) })
            {
                // The server cannot stream it again.
                return result;
            }

            result = round.Finish();
        }

        return result;
    }

    /// <summary>Reads on, up to where the stream breaks again.</summary>
    /// <returns>Whether anything came.</returns>
    private async Task<bool> ReadOnAsync(string id, EndpointExchange exchange, CancellationToken stop)
    {
        // A try that fails gives an error event. It says nothing of the response, and must not get into what came of that.
        var tried = new ResponseAccumulator();
        var before = round.Accumulator.LastSequenceNumber;
        var isFirst = true;
        await foreach (var step in agent.Endpoint.StreamAsync(id, before, tried, exchange, stop).ConfigureAwait(false))
        {
            if (step.Event is not { } next || (isFirst && step.Effect == StepEffect.ErrorTold))
            {
                return false;
            }

            isFirst = false;
            await take(round.Accumulator.Add(next)).ConfigureAwait(false);
        }

        return round.Accumulator.HasEnded || round.Accumulator.LastSequenceNumber > (before ?? -1);
    }

    /// <summary>Asks for a stored response until it has ended, and takes it as the last word.</summary>
    /// <returns>What it came to; <paramref name="result"/> where it has not ended after a while.</returns>
    public async Task<AccumulatedResponse> AskAsync(string id, AccumulatedResponse result, ResponseRequest template, CancellationToken stop)
    {
        var isBackground = template.Background == true || result.Ending == Ending.InProgress;
        var began = agent.Time.GetTimestamp();
        for (var tries = 0; ; tries++)
        {
            var stored = await GetAsync(id, stop).ConfigureAwait(false);
            if (stored.Ending is Ending.Completed or Ending.Incomplete or Ending.Failed or Ending.Cancelled)
            {
                if (round.Accumulator.HasEnded)
                {
                    round.Restart();
                }

                telemetry.Recovers(Recovery.ResponseFetched);
                await take(round.AddStored(stored.Response)).ConfigureAwait(false);
                return round.Finish();
            }

            // A conversation takes no other request before the response has ended.
            var isPatient = isBackground || (template.Conversation is not null && !(agent.Time.GetElapsedTime(began) >= _options.StallTimeout));
            if (stored.Ending != Ending.InProgress || (!isPatient && tries >= _options.MaxRecoveries))
            {
                return result;
            }

            await Task.Delay(_options.PollInterval, agent.Time, stop).ConfigureAwait(false);
        }
    }
}
