namespace AgenticApi.Execution;

/// <summary>Runs the tools of a run and turns each result, timeout and exception into an output. Safe to use from several threads.</summary>
/// <param name="options">The options of the agent.</param>
/// <param name="time">The clock.</param>
/// <param name="stop">Cancels the tools.</param>
internal sealed class ToolRuns(AgentOptions options, TimeProvider time, CancellationToken stop)
{
    private readonly Lock _lock = new();
    private readonly List<(RoundCall Call, Task Handler)> _running = [];

    /// <summary>The handlers that have not returned, including those that timed out.</summary>
    public IReadOnlyList<(RoundCall Call, Task Handler)> Running
    {
        get
        {
            lock (_lock)
            {
                return [.. _running.Where(static running => !running.Handler.IsCompleted)];
            }
        }
    }

    /// <summary>Runs the tool of a call.</summary>
    /// <returns>The output for the model, and the exception of the handler; null if it threw none or was cancelled with the run.</returns>
    public async Task<(ToolOutput Output, Exception? Exception)> RunAsync(RoundCall call)
    {
        var task = new ToolTask(call.Tool!, call.ToolCall, call.Run!, stop);
        lock (_lock)
        {
            _running.Add((call, task.Handler));
        }

        try
        {
            return (await task.WaitAsync(time).ConfigureAwait(false), null);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return (ToolOutputs.Error("cancelled", "The call was cancelled. It may have had an effect."), null);
        }
        catch (Exception e)
        {
            return (ToolOutputs.Shorten(ToolOutputs.FromException(e, options.DetailedErrors), call.Tool!.MaxOutputChars), e);
        }
        finally
        {
            _ = RemoveAsync(call, task.Handler);
        }
    }

    private async Task RemoveAsync(RoundCall call, Task handler)
    {
        await handler.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
        {
            _running.Remove((call, handler));
        }
    }
}
