namespace AgenticApi.Execution;

/// <summary>One execution of a tool's handler, bounded by the tool's timeout.</summary>
internal sealed class ToolTask
{
    // The longest period that a timer accepts.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly Tool _tool;
    private readonly CancellationTokenSource _cancellation;
    private readonly Task<ToolOutput> _handler;
    private Task _cancelled = Task.CompletedTask;

    /// <summary>Starts the handler.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="call">The call, with the arguments that the handler gets.</param>
    /// <param name="handler">The handler, bound to these arguments.</param>
    /// <param name="cancellationToken">Cancels the handler. <see cref="WaitAsync"/> waits for a handler that ignores it.</param>
    public ToolTask(Tool tool, ToolCall call, Func<ToolCall, CancellationToken, Task<ToolOutput>> handler, CancellationToken cancellationToken)
    {
        _tool = tool;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // On another thread: a handler that does not return at once would delay its own timeout.
        var token = _cancellation.Token;
        _handler = Task.Run(() => handler(call, token) ?? throw new InvalidOperationException("The tool's handler returned null instead of a task."), token);
    }

    /// <summary>The handler. It may go on after its timeout.</summary>
    public Task Handler => _handler;

    /// <summary>Returns the period, or the longest one that a timer accepts.</summary>
    public static TimeSpan Bounded(TimeSpan period) => period > Longest ? Longest : period;

    /// <summary>Waits for the output. Call it exactly once.</summary>
    /// <param name="time">The clock of the timeout.</param>
    /// <returns>The output, shortened to <see cref="Tool.MaxOutputChars"/>; empty if the handler returned null.</returns>
    /// <exception cref="TimeoutException">The handler did not end within <see cref="Tool.Timeout"/>. It was cancelled, and may go on.</exception>
    public async Task<ToolOutput> WaitAsync(TimeProvider time)
    {
        try
        {
            var output = await _handler.WaitAsync(Bounded(_tool.Timeout), time, CancellationToken.None).ConfigureAwait(false) ?? ToolOutput.FromText("");
            return ToolOutputs.Shorten(output, _tool.MaxOutputChars);
        }
        catch (TimeoutException e) when (!_handler.IsCompleted)
        {
            // Not awaited: the handler may have registered a callback that blocks.
            _cancelled = _cancellation.CancelAsync();
            throw new TimeoutException($"The tool did not finish within {_tool.Timeout}.", e);
        }
        finally
        {
            _ = DisposeAfterHandlerAsync();
        }
    }

    // The handler may use its token until it ends.
    private async Task DisposeAfterHandlerAsync()
    {
        await Handler.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _cancelled.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _cancellation.Dispose();
    }
}
