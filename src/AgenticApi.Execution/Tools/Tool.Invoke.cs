namespace AgenticApi.Execution;

public sealed partial record Tool
{
    /// <summary>Validates the arguments of a call and runs it, outside of a run of an <see cref="Agent"/>.</summary>
    /// <remarks>
    /// <see cref="Repair"/>, <see cref="Timeout"/> and <see cref="MaxOutputChars"/> apply as in a run. So does <see cref="Approve"/>, except that
    /// <see cref="Approval.Ask"/> counts as approved: the caller asks the user before it calls this method. Safe to call from several threads.
    /// </remarks>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Cancels the handler.</param>
    /// <returns>
    /// The output. Arguments that do not fit, a refusal, and a <see cref="ToolException"/> of the handler give an output whose
    /// <see cref="ToolOutput.IsError"/> is true. Any other exception of the handler, and any of <see cref="Repair"/> and <see cref="Approve"/>, is thrown.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="call"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The tool has no handler.</exception>
    /// <exception cref="OperationCanceledException">The handler was cancelled.</exception>
    /// <exception cref="TimeoutException">The handler did not finish within <see cref="Timeout"/>.</exception>
    public async Task<ToolOutput> InvokeAsync(ToolCall call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (Bind is null)
        {
            throw new InvalidOperationException($"The tool '{Name}' has no handler. Add one with {nameof(WithHandler)} or {nameof(WithInputHandler)}.");
        }

        var (invocation, arguments) = BindOrRepair(call, call.Arguments, Repair);
        if (invocation.Run is not null)
        {
            var approval = ApprovalOf(call with { Arguments = arguments });
            if (approval.Kind == ApprovalKind.Refuse)
            {
                return ToolOutputs.Refused(approval.Reason);
            }

            (invocation, arguments) = approval.Arguments is { } other ? (Bind(other), other) : (invocation, arguments);
        }

        if (invocation.Run is null)
        {
            return ToolOutputs.InvalidArguments(invocation.Error!);
        }

        try
        {
            return await new ToolTask(this, call with { Arguments = arguments }, invocation.Run, cancellationToken).WaitAsync(TimeProvider.System).ConfigureAwait(false);
        }
        catch (ToolException e)
        {
            return ToolOutputs.Shorten(ToolOutputs.FromException(e, detailed: false), MaxOutputChars);
        }
    }

    /// <summary>Validates arguments. If they do not fit, asks once for others.</summary>
    /// <param name="call">The call.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="repair">Returns other arguments; null to ask for none.</param>
    /// <returns>The handler and the arguments that it is bound to, or the error of the arguments that were given.</returns>
    internal (ToolInvocation Invocation, string Arguments) BindOrRepair(ToolCall call, string arguments, Func<ToolCall, string, string?>? repair)
    {
        var invocation = Bind!(arguments);
        return invocation.Error is { } error && repair?.Invoke(call, error) is { } repaired && Bind(repaired) is { Run: not null } bound
            ? (bound, repaired)
            : (invocation, arguments);
    }

    /// <summary>Asks <see cref="Approve"/> about a call.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Approve"/> returned null.</exception>
    internal Approval ApprovalOf(ToolCall call) =>
        Approve is null ? Approval.Run
        : Approve(call) ?? throw new InvalidOperationException($"{nameof(Approve)} of the tool '{Name}' returned null. Return {nameof(Approval)}.{nameof(Approval.Run)} to let the call run.");
}
