namespace AgenticApi.Execution;

/// <summary>One call of a round, from its streamed item to its output.</summary>
/// <remarks>
/// It belongs to the run's own flow, except from the time when it is queued until it is answered: then only the scheduler moves it on, and the
/// flow may take it back or discard it in one step.
/// </remarks>
internal sealed class RoundCall
{
    private CallState _state;
    private int _isClaimed;
    private readonly TaskCompletionSource _answered = new();

    /// <summary>Begins with the item as it was first seen whole.</summary>
    public RoundCall(CallKey key, OutputItem item)
    {
        (Key, Item) = (key, item);
        (CallId, Name, Arguments) = Parts(item);
        if (CallId.Length == 0)
        {
            // Named by its place, in the call and in its output.
            CallId = $"call_{key.Round}_{key.Position}";
            HasOwnId = false;
        }

        FinalCallId = CallId;
        Executed = Arguments;
    }

    public CallKey Key { get; }

    /// <summary>The call's item: as streamed, and after the response has ended as the conversation has it.</summary>
    public OutputItem Item { get; set; }

    /// <summary>The id as the stream gave it.</summary>
    public string CallId { get; }

    /// <summary>Whether the server gave the call an id.</summary>
    public bool HasOwnId { get; } = true;

    /// <summary>The id that its output names.</summary>
    public string FinalCallId { get; set; }

    public string Name { get; }

    /// <summary>The arguments as the model wrote them.</summary>
    public string Arguments { get; set; }

    /// <summary>The arguments that the tool got: other ones where they were repaired, or decided on.</summary>
    public string Executed { get; set; }

    public bool IsCustom => Item is CustomToolCallItem;

    /// <summary>The tool; null where there is none of the name.</summary>
    public Tool? Tool { get; set; }

    /// <summary>What runs, once the arguments were checked.</summary>
    public Func<ToolCall, CancellationToken, Task<ToolOutput>>? Run { get; set; }

    public CallState State
    {
        get => Interlocked.CompareExchange(ref _state, default, default);
        set => Interlocked.Exchange(ref _state, value);
    }

    /// <summary>When it was queued, as a timestamp of the agent's clock.</summary>
    public long QueuedAt { get; set; }

    /// <summary>What it waits for; null where it does not.</summary>
    public PendingReason? Pending { get; set; }

    /// <summary>What the model is told; null before the call is answered.</summary>
    public ToolOutput? Output { get; private set; }

    /// <summary>Whether anything of the stream speaks against starting it before the response has ended.</summary>
    public bool IsSuspect { get; set; }

    /// <summary>Ends when the call has its output.</summary>
    public Task Answered => _answered.Task;

    /// <summary>Whether its tool was started, whatever came of it. From its turn on: before a record tells it.</summary>
    public bool WasStarted { get; set; }

    /// <summary>How often its tool was started by processes that are gone.</summary>
    public int LostStarts { get; set; }

    /// <summary>What a decision about the call names: its name, its arguments, and where it is in doubt, the start whose outcome is not known.</summary>
    public string Digest => ToolArguments.Digest(Pending == PendingReason.InDoubt ? $"{Name} in doubt {LostStarts}" : Name, Executed);

    /// <summary>Whether its tool was started, or is about to be.</summary>
    public bool IsUnderWay => WasStarted || State is CallState.Queued or CallState.Started;

    /// <summary>Whether another call runs in its place, because the final response has other arguments, or the server answered it. Its output is not sent.</summary>
    public bool IsReplaced { get; set; }

    /// <summary>Whether the final response leaves the call out although its tool was started.</summary>
    public bool IsLeftOut { get; set; }

    /// <summary>Whether its tool ran with other arguments than the final ones, and the server does not know it.</summary>
    public bool RanOtherwise { get; set; }

    /// <summary>The call as the tool sees it.</summary>
    public ToolCall ToolCall => new(Key, CallId, Name, Executed);

    /// <summary>Moves it on in one step.</summary>
    /// <returns>False where it was not in the state that it is to leave.</returns>
    public bool TryMove(CallState from, CallState to) => Interlocked.CompareExchange(ref _state, to, from) == from;

    /// <summary>Discards a call whose tool has not started.</summary>
    public bool TryDiscard() => TryMove(CallState.Whole, CallState.Discarded) || TryMove(CallState.Queued, CallState.Discarded);

    /// <summary>Takes on answering it. A cancelled call and its tool may both try.</summary>
    /// <returns>True for the first one to ask, who must answer it.</returns>
    public bool TryClaim() => Interlocked.Exchange(ref _isClaimed, 1) == 0;

    public void Answer(ToolOutput output)
    {
        Output ??= output;
        State = CallState.Finished;
        Pending = null;
        _answered.TrySetResult();
    }

    /// <summary>Whether the item is a call that the client answers.</summary>
    public static bool IsCall(OutputItem item) => item is FunctionCallItem or CustomToolCallItem;

    /// <summary>The id, the name and the arguments of a call's item.</summary>
    public static (string CallId, string Name, string Arguments) Parts(OutputItem item) => item switch
    {
        FunctionCallItem call => (call.CallId, call.Name, call.Arguments),
        CustomToolCallItem call => (call.CallId, call.Name, call.Input),
        _ => ("", "", ""),
    };
}
