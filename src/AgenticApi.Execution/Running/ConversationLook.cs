namespace AgenticApi.Execution;

/// <summary>Searches the items of a conversation on the server, if it is unknown whether the server processed a request.</summary>
/// <param name="items">The newest items of the conversation, with the oldest of them first.</param>
/// <param name="state">The state of the run.</param>
internal sealed class ConversationLook(List<OutputItem> items, RunState state)
{
    // The maximum page size of servers.
    private const int MaxItems = 100;

    /// <summary>Reads the newest items of the run's conversation.</summary>
    /// <returns>The search; null if the run has no conversation, or the server does not list its items.</returns>
    public static async Task<ConversationLook?> AtAsync(Agent agent, RunState state, CancellationToken stop) =>
        await ReadAsync(agent, state, MaxItems, stop).ConfigureAwait(false) is { } items ? new ConversationLook(items, state) : null;

    /// <summary>Returns the id of the newest item of the conversation.</summary>
    /// <returns>The id; empty if the conversation has no items; null if it is unknown.</returns>
    public static async Task<string?> EndAsync(Agent agent, RunState state, CancellationToken stop) =>
        await ReadAsync(agent, state, limit: 1, stop).ConfigureAwait(false) switch
        {
            null => null,
            [] => "",
            [.., var last] => last.Id,
        };

    /// <summary>Returns the response to the next request, if the conversation has both.</summary>
    /// <returns>The response; null if there is none, or if it cannot be determined.</returns>
    public AccumulatedResponse? Response()
    {
        var start = state.Unsent.Count == 0 ? -1 : ToolOutputs.CallIdOf(state.Unsent[^1]) is { } callId ? AfterOutput(callId) : AfterInput();
        if (start < 0 || start >= items.Count)
        {
            return null;
        }

        var output = items[start..];
        if (output.Exists(item => IsInput(item, output)) || output.Exists(static item => item.Status == Statuses.InProgress))
        {
            return null;
        }

        var status = output.Exists(static item => item.Status == Statuses.Incomplete) ? Statuses.Incomplete : Statuses.Completed;
        return ItemsResponse.Of(output, status);
    }

    /// <summary>Returns the calls without an output that were added since the run began.</summary>
    public IReadOnlyList<OutputItem> Unanswered()
    {
        var first = state.ConversationEnd switch
        {
            null => items.Count,
            "" => 0,
            var end when items.FindLastIndex(item => item.Id == end) is >= 0 and var at => at + 1,
            _ => items.Count < MaxItems ? items.Count : 0,
        };
        return [.. items.Skip(first).Where(item => RoundCall.IsCall(item) && !HasOutput(item, items))];
    }

    private static async Task<List<OutputItem>?> ReadAsync(Agent agent, RunState state, int limit, CancellationToken stop)
    {
        if (state is not { Continuation: Continuation.Conversation, Template.Conversation: { } conversation })
        {
            return null;
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timeout.CancelAfter(agent.Options.StallTimeout ?? Timeout.InfiniteTimeSpan);
        try
        {
            // At the beginning of a run, the request is not repeated: the server may not support it.
            return await agent.Endpoint.ConversationItemsAsync(conversation, limit, repeats: limit > 1, timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // If the run was cancelled, its next step throws.
            return null;
        }
    }

    /// <summary>Returns the index after the output of the last call with an id. Ids may repeat, and a later call may have no output yet.</summary>
    private int AfterOutput(string callId)
    {
        var call = items.FindLastIndex(item => RoundCall.IsCall(item) && RoundCall.Parts(item).CallId == callId);
        var output = items.FindLastIndex(item => ToolOutputs.CallIdOf(item) == callId);
        return call >= 0 && output > call ? output + 1 : -1;
    }

    /// <summary>
    /// Returns the index after the run's first input. Only items after the former end of the conversation are considered, because the same text may
    /// occur before.
    /// </summary>
    private int AfterInput()
    {
        var first = state.ConversationEnd switch
        {
            null => -1,
            "" => items.Count < MaxItems ? 0 : -1,
            var end => items.FindLastIndex(item => item.Id == end) is >= 0 and var at ? at + 1 : -1,
        };
        if (state.Round > 0 || first < 0 || items.Count - first <= state.Unsent.Count)
        {
            return -1;
        }

        var input = state.Unsent.Zip(items.Skip(first));
        return input.All(static pair => pair.First.Type == pair.Second.Type && (pair.First as MessageItem)?.Role == (pair.Second as MessageItem)?.Role) ? first + state.Unsent.Count : -1;
    }

    private static bool IsInput(OutputItem item, List<OutputItem> output) =>
        item is MessageItem { Role: not "assistant" } || (ToolOutputs.CallIdOf(item) is not null && !output.Exists(call => RoundCall.IsCall(call) && ToolOutputs.Answers(item, call)));

    private static bool HasOutput(OutputItem call, List<OutputItem> items) =>
        items.FindLastIndex(item => ToolOutputs.Answers(item, call)) > items.IndexOf(call);
}
