namespace AgenticApi.Execution;

/// <summary>A call of a round, from its item in the stream to its output.</summary>
/// <remarks>
/// Owned by the flow of the run. While the call is queued or running, only the scheduler changes its state, and the flow may only unqueue or discard
/// it atomically.
/// </remarks>
internal sealed class RoundCall
{
    private CallState _state;
    private int _isClaimed;
    private readonly TaskCompletionSource _answered = new();

    /// <summary>Creates a call from its first complete item.</summary>
    public RoundCall(CallKey key, OutputItem item)
    {
        (Key, Item) = (key, item);
        (CallId, Name, Arguments) = Parts(item);
        if (CallId.Length == 0)
        {
            // The server gave no id: an id is made of the position, for the call and its output.
            CallId = $"call_{key.Round}_{key.Position}";
            HasOwnId = false;
        }

        FinalCallId = CallId;
        Executed = Arguments;
    }

    public CallKey Key { get; }

    /// <summary>The item of the call: as streamed, and after the response as the conversation has it.</summary>
    public OutputItem Item { get; set; }

    /// <summary>The id in the stream.</summary>
    public string CallId { get; }

    /// <summary>Whether the id is from the server.</summary>
    public bool HasOwnId { get; } = true;

    /// <summary>The id for the output.</summary>
    public string FinalCallId { get; set; }

    public string Name { get; }

    /// <summary>The arguments that the model wrote.</summary>
    public string Arguments { get; set; }

    /// <summary>The arguments for the tool, which differ if they were repaired or replaced by a decision.</summary>
    public string Executed { get; set; }

    public bool IsCustom => Item is CustomToolCallItem;

    /// <summary>The tool; null if there is none with the name.</summary>
    public Tool? Tool { get; set; }

    /// <summary>The handler, bound to the arguments; null before they were validated.</summary>
    public Func<ToolCall, CancellationToken, Task<ToolOutput>>? Run { get; set; }

    public CallState State
    {
        get => Interlocked.CompareExchange(ref _state, default, default);
        set => Interlocked.Exchange(ref _state, value);
    }

    /// <summary>When the call was queued, as a timestamp of the agent's clock.</summary>
    public long QueuedAt { get; set; }

    /// <summary>The reason why the call waits; null if it does not.</summary>
    public PendingReason? Pending { get; set; }

    /// <summary>The output; null before the call is answered.</summary>
    public ToolOutput? Output { get; private set; }

    /// <summary>Whether the stream makes it unsafe to start the call before the response has ended.</summary>
    public bool IsSuspect { get; set; }

    /// <summary>Completes when the call has its output.</summary>
    public Task Answered => _answered.Task;

    /// <summary>Whether the tool was started, regardless of the outcome. Set when the call leaves the queue, before the journal has a record of it.</summary>
    public bool WasStarted { get; set; }

    /// <summary>How often processes that have ended started the tool.</summary>
    public int LostStarts { get; set; }

    /// <summary>The digest that a decision refers to: of the name, the arguments and, if the call is in doubt, the attempt whose outcome is unknown.</summary>
    public string Digest => ToolArguments.Digest(Pending == PendingReason.InDoubt ? $"{Name} in doubt {LostStarts}" : Name, Executed);

    /// <summary>Whether the tool was started or is queued.</summary>
    public bool IsUnderWay => WasStarted || State is CallState.Queued or CallState.Started;

    /// <summary>Whether the output is not sent: another call runs instead because the final response has other arguments, or the server answered the call.</summary>
    public bool IsReplaced { get; set; }

    /// <summary>Whether the final response leaves out the call although its tool was started.</summary>
    public bool IsLeftOut { get; set; }

    /// <summary>Whether the tool ran with arguments other than the final ones, which the output must then state.</summary>
    public bool RanOtherwise { get; set; }

    /// <summary>The call for the handler.</summary>
    public ToolCall ToolCall => new(Key, CallId, Name, Executed);

    /// <summary>Changes the state atomically.</summary>
    /// <returns>False if the call was in another state.</returns>
    public bool TryMove(CallState from, CallState to) => Interlocked.CompareExchange(ref _state, to, from) == from;

    /// <summary>Discards the call if its tool has not started.</summary>
    public bool TryDiscard() => TryMove(CallState.Whole, CallState.Discarded) || TryMove(CallState.Queued, CallState.Discarded);

    /// <summary>Claims the right to answer the call, which both its cancellation and its tool may try.</summary>
    /// <returns>True for the first caller, who must then answer the call.</returns>
    public bool TryClaim() => Interlocked.Exchange(ref _isClaimed, 1) == 0;

    public void Answer(ToolOutput output)
    {
        Output ??= output;
        State = CallState.Finished;
        Pending = null;
        _answered.TrySetResult();
    }

    /// <summary>Returns whether an item is a call that the client answers.</summary>
    public static bool IsCall(OutputItem item) => item is FunctionCallItem or CustomToolCallItem;

    /// <summary>Returns the id, the name and the arguments of a call's item.</summary>
    public static (string CallId, string Name, string Arguments) Parts(OutputItem item) => item switch
    {
        FunctionCallItem call => (call.CallId, call.Name, call.Arguments),
        CustomToolCallItem call => (call.CallId, call.Name, call.Input),
        _ => ("", "", ""),
    };
}
