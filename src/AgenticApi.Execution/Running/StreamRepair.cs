namespace AgenticApi.Execution;

/// <summary>Continues a response whose stream ended early, or that runs in the background, if the server has stored it.</summary>
/// <param name="agent">The agent.</param>
/// <param name="round">The round of the response.</param>
/// <param name="telemetry">The telemetry of the run.</param>
/// <param name="apply">Applies each step.</param>
internal sealed class StreamRepair(Agent agent, Round round, RunTelemetry telemetry, Func<ResponseStep, ValueTask> apply)
{
    private readonly AgentOptions _options = agent.Options;

    /// <summary>Continues the response.</summary>
    /// <param name="result">The result so far.</param>
    /// <param name="template">The request.</param>
    /// <param name="stop">Cancels the requests.</param>
    /// <returns>The new result; the given one if the response cannot be continued.</returns>
    public async Task<AccumulatedResponse> ContinueAsync(AccumulatedResponse result, ResponseRequest template, CancellationToken stop)
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

        return result.Ending is Ending.Truncated or Ending.InProgress ? await PollAsync(id, result, template, stop).ConfigureAwait(false) : result;
    }

    /// <summary>Reads a stored response. Gives up after the stall timeout.</summary>
    public async Task<AccumulatedResponse> GetAsync(string id, CancellationToken stop)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timeout.CancelAfter(_options.StallTimeout ?? Timeout.InfiniteTimeSpan);
        try
        {
            return (await agent.Endpoint.GetAsync(id, timeout.Token).ConfigureAwait(false)).Result;
        }
        catch (Exception e) when (e is ResponseProtocolException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return new AccumulatedResponse(round.Accumulator.Snapshot(), Ending.Truncated, []);
        }
    }

    /// <summary>Reads the events after the last one, also after further failures, until several consecutive attempts bring no event.</summary>
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
                // The server does not support this.
                return result;
            }

            result = round.Finish();
        }

        return result;
    }

    /// <summary>Reads further events until the stream ends or breaks.</summary>
    /// <returns>Whether an event arrived.</returns>
    private async Task<bool> ReadOnAsync(string id, EndpointExchange exchange, CancellationToken stop)
    {
        // A failed attempt gives an error event that is not part of the response, so it is read into an accumulator of its own.
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
            await apply(round.Accumulator.Add(next)).ConfigureAwait(false);
        }

        return round.Accumulator.HasEnded || round.Accumulator.LastSequenceNumber > (before ?? -1);
    }

    /// <summary>Reads a stored response repeatedly until it has ended, and replaces the streamed one with it.</summary>
    /// <returns>The new result; <paramref name="result"/> if the response does not end in time.</returns>
    public async Task<AccumulatedResponse> PollAsync(string id, AccumulatedResponse result, ResponseRequest template, CancellationToken stop)
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
                await apply(round.AddStored(stored.Response)).ConfigureAwait(false);
                return round.Finish();
            }

            // A conversation accepts no other request before the response has ended.
            var isPatient = isBackground || (template.Conversation is not null && !(agent.Time.GetElapsedTime(began) >= _options.StallTimeout));
            if (stored.Ending != Ending.InProgress || (!isPatient && tries >= _options.MaxRecoveries))
            {
                return result;
            }

            await Task.Delay(_options.PollInterval, agent.Time, stop).ConfigureAwait(false);
        }
    }
}
