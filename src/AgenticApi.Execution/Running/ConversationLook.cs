namespace AgenticApi.Execution;

/// <summary>Looks at what a conversation of the server has, where nobody knows whether the server took a request.</summary>
/// <param name="items">The newest items of the conversation, the oldest of them first.</param>
/// <param name="state">The run.</param>
internal sealed class ConversationLook(List<OutputItem> items, RunState state)
{
    // As many as servers give at once.
    private const int Most = 100;

    /// <summary>Looks.</summary>
    /// <returns>Null where the run is in no conversation, or the server does not list its items.</returns>
    public static async Task<ConversationLook?> AtAsync(Agent agent, RunState state, CancellationToken stop) =>
        await ReadAsync(agent, state, Most, stop).ConfigureAwait(false) is { } items ? new ConversationLook(items, state) : null;

    /// <summary>Where a conversation ends: the id of its newest item.</summary>
    /// <returns>Empty where it has no item; null where the server does not tell.</returns>
    public static async Task<string?> EndAsync(Agent agent, RunState state, CancellationToken stop) =>
        await ReadAsync(agent, state, most: 1, stop).ConfigureAwait(false) switch
        {
            null => null,
            [] => "",
            [.., var last] => last.Id,
        };

    /// <summary>The response to the request that is next, where the conversation has both.</summary>
    /// <returns>Null where it has not, or where that cannot be told.</returns>
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

    /// <summary>The calls that came into the conversation since the run began and that have no output.</summary>
    public IReadOnlyList<OutputItem> Unanswered()
    {
        var first = state.ConversationEnd switch
        {
            null => items.Count,
            "" => 0,
            var end when items.FindLastIndex(item => item.Id == end) is >= 0 and var at => at + 1,
            _ => items.Count < Most ? items.Count : 0,
        };
        return [.. items.Skip(first).Where(item => RoundCall.IsCall(item) && !HasOutput(item, items))];
    }

    private static async Task<List<OutputItem>?> ReadAsync(Agent agent, RunState state, int most, CancellationToken stop)
    {
        if (state is not { Continuation: Continuation.Conversation, Template.Conversation: { } conversation })
        {
            return null;
        }

        using var silence = CancellationTokenSource.CreateLinkedTokenSource(stop);
        silence.CancelAfter(agent.Options.StallTimeout ?? Timeout.InfiniteTimeSpan);
        try
        {
            // A run does not wait at its beginning for a server that may not have the list.
            return await agent.Endpoint.ConversationItemsAsync(conversation, most, repeats: most > 1, silence.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Whoever cancelled the run sees it at the next step.
            return null;
        }
    }

    /// <summary>The place after the output of the last call of an id. Ids may repeat: a later call without an output is another one.</summary>
    private int AfterOutput(string callId)
    {
        var call = items.FindLastIndex(item => RoundCall.IsCall(item) && RoundCall.Parts(item).CallId == callId);
        var output = items.FindLastIndex(item => ToolOutputs.CallIdOf(item) == callId);
        return call >= 0 && output > call ? output + 1 : -1;
    }

    /// <summary>The place after the run's first input. The same words may stand in the conversation from before: only what came after its end then counts.</summary>
    private int AfterInput()
    {
        var first = state.ConversationEnd switch
        {
            null => -1,
            "" => items.Count < Most ? 0 : -1,
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
