namespace AgenticApi.Execution;

/// <summary>Which items a round leaves in the conversation.</summary>
internal static class RoundItems
{
    /// <summary>The items of a completed response: its calls as they stand in the conversation, and none twice.</summary>
    public static List<OutputItem> Of(IReadOnlyList<OutputItem> output, List<RoundCall> calls, Continuation continuation)
    {
        var items = new List<OutputItem>();
        var next = 0;
        foreach (var item in output)
        {
            if (!RoundCall.IsCall(item))
            {
                items.Add(item);
                continue;
            }

            // The calls stand in the order of the output.
            var call = calls[next++];
            if (call.State != CallState.Discarded || continuation != Continuation.Items)
            {
                items.Add(call.Item);
            }
        }

        items.AddRange(calls.Where(static call => call.IsLeftOut).Select(static call => call.Item));
        return items;
    }

    /// <summary>The outputs of calls, in the order of the calls.</summary>
    public static List<OutputItem> Outputs(List<RoundCall> calls, Continuation continuation) =>
    [
        .. calls
            .Where(call => call is { State: CallState.Finished, Output: not null } && (!call.IsLeftOut || continuation == Continuation.Items))
            .Select(static call => ToolOutputs.ToItem(call.IsCustom, call.FinalCallId, Told(call))),
    ];

    /// <summary>What is kept of a response that did not complete: a call only where its tool was started, and reasoning only with what it led to.</summary>
    public static List<OutputItem> Kept(IReadOnlyList<OutputItem> output, List<RoundCall> started)
    {
        var items = new List<OutputItem>();
        var reasoning = new List<OutputItem>();
        var free = started.ToList();
        foreach (var item in output)
        {
            if (item is ReasoningItem)
            {
                reasoning.Add(item);
                continue;
            }

            var (id, _, _) = RoundCall.Parts(item);
            var call = RoundCall.IsCall(item) ? free.Find(other => other.CallId == id || other.FinalCallId == id) : null;
            var isCut = item.Status is Statuses.Incomplete or Statuses.InProgress && item is not MessageItem;
            if (RoundCall.IsCall(item) ? call is not null : !isCut)
            {
                items.AddRange(reasoning);
                items.Add(call is null ? item : Named(call, item));
                free.Remove(call!);
            }

            reasoning.Clear();
        }

        items.AddRange(free.Select(static call => call.Item));
        return items;
    }

    private static OutputItem Named(RoundCall call, OutputItem item)
    {
        call.FinalCallId = RoundCall.Parts(item).CallId is { Length: > 0 } id ? id : call.FinalCallId;
        return item;
    }

    private static ToolOutput Told(RoundCall call) => call is { RanOtherwise: true, Output.Text: { } text }
        ? ToolOutput.FromText($"The tool ran with these arguments: {call.Executed}\n{text}")
        : call.Output!;
}
