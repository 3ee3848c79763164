namespace AgenticApi.Execution;

/// <summary>Runs tools within their time. Whatever a tool does, its call gets an output. Safe to use from several threads.</summary>
/// <param name="options">How the agent runs.</param>
/// <param name="time">The clock.</param>
/// <param name="stop">Cancels the tools.</param>
internal sealed class ToolRuns(AgentOptions options, TimeProvider time, CancellationToken stop)
{
    // The longest time that a timer takes.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly Lock _lock = new();
    private readonly List<(RoundCall Call, Task Run)> _running = [];

    /// <summary>The tools that have not returned, those whose time is over included.</summary>
    public IReadOnlyList<(RoundCall Call, Task Run)> Running
    {
        get
        {
            lock (_lock)
            {
                return [.. _running.Where(static running => !running.Run.IsCompleted)];
            }
        }
    }

    /// <summary>A time that a timer takes.</summary>
    public static TimeSpan Bounded(TimeSpan wait) => wait > Longest ? Longest : wait;

    /// <summary>Runs the tool of a call.</summary>
    /// <returns>What the model is told, and what the tool threw.</returns>
    public async Task<(ToolOutput Output, Exception? Exception)> RunAsync(RoundCall call)
    {
        var cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var cancelled = Task.CompletedTask;
        // On another thread: a handler that does not return at once would keep its own timeout waiting.
        var task = Task.Run(() => call.Run!(call.ToolCall, cancel.Token) ?? throw new InvalidOperationException("The tool's handler gave no task."), cancel.Token);
        lock (_lock)
        {
            _running.Add((call, task));
        }

        try
        {
            var output = await task.WaitAsync(Bounded(call.Tool!.Timeout), time, CancellationToken.None).ConfigureAwait(false) ?? ToolOutput.FromText("");
            return (ToolOutputs.Shorten(output, call.Tool!.MaxOutputChars), null);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return (ToolOutputs.Error("cancelled", "The call was cancelled. It may have had an effect."), null);
        }
        catch (TimeoutException e) when (!task.IsCompleted)
        {
            // A tool may have left a callback that takes long.
            cancelled = cancel.CancelAsync();
            return Failed(call, new TimeoutException($"The tool did not finish within {call.Tool!.Timeout}.", e));
        }
        catch (Exception e)
        {
            return Failed(call, e);
        }
        finally
        {
            _ = EndAsync(call, task, cancel, cancelled);
        }
    }

    private (ToolOutput Output, Exception? Exception) Failed(RoundCall call, Exception exception) =>
        (ToolOutputs.Shorten(ToolOutputs.FromException(exception, options.DetailedErrors), call.Tool!.MaxOutputChars), exception);

    /// <summary>Keeps what a tool uses until it returns, which may be after its call was answered.</summary>
    private async Task EndAsync(RoundCall call, Task task, CancellationTokenSource cancel, Task cancelled)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
        {
            _running.Remove((call, task));
        }

        await cancelled.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.Dispose();
    }
}
