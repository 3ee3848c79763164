using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Execution;

/// <summary>Which items a round leaves in the conversation.</summary>
internal static class RoundItems
{
    /// <summary>The items of a completed response: its calls as they stand in the conversation, and none twice.</summary>
    public static List<OutputItem> Of(IReadOnlyList<OutputItem> output, List<RoundCall> calls, Continuation continuation)
    {
        var isItems = continuation == Continuation.Items;
        var items = new List<OutputItem>();

        // The calls stand in the order of the output.
        var inOrder = new Queue<RoundCall>(calls.Where(static call => call is { IsLeftOut: false, IsReplaced: false }));
        var answered = AnsweredCalls.Of(output);
        for (var i = 0; i < output.Count; i++)
        {
            var item = output[i];
            if (!RoundCall.IsCall(item) || answered.Contains(i))
            {
                items.Add(item);
            }
            else if (inOrder.Dequeue() is var call && (call.State != CallState.Discarded || !isItems))
            {
                items.Add(call.Item);
            }
        }

        var left = calls.Where(static call => call is { IsLeftOut: true, Output: not null });

        // Not in their old places: the server knows what follows their reasoning now. One that keeps the conversation knows nothing of them: they are
        // kept for whoever goes on with the items, with their outputs, before the response that came in the place of theirs.
        return isItems
            ? [.. items, .. left.Select(Alone)]
            : [.. left.SelectMany(static call => (OutputItem[])[Alone(call), ToolOutputs.ToItem(call.IsCustom, RoundCall.Parts(call.Item).CallId, call.Output!)]), .. items];
    }

    /// <summary>The outputs of calls, in the order of the calls.</summary>
    public static List<OutputItem> Outputs(List<RoundCall> calls, Continuation continuation)
    {
        var isItems = continuation == Continuation.Items;
        var answered = calls.Where(call => call is { State: CallState.Finished, Output: not null, IsReplaced: false } && (!call.IsLeftOut || isItems));

        // A server that keeps the conversation takes one output for an id.
        answered = isItems ? answered : answered.DistinctBy(static call => (call.IsCustom, call.FinalCallId));
        return [.. answered.Select(static call => ToolOutputs.ToItem(call.IsCustom, call.FinalCallId, Told(call)))];
    }

    /// <summary>What is kept of a response that did not complete: a call only where its tool was started, as it ran, or the server answered it, and reasoning only with what it led to.</summary>
    /// <param name="round">The round.</param>
    /// <param name="output">What came of the response.</param>
    /// <param name="isContinued">Whether the run goes on with it, so that half a message is not kept.</param>
    /// <returns>The items, and the calls whose tools were started in the order in which they stand there.</returns>
    public static (List<OutputItem> Items, List<RoundCall> Started) Kept(Round round, IReadOnlyList<OutputItem> output, bool isContinued)
    {
        var items = new List<OutputItem>();
        var started = new List<RoundCall>();
        var reasoning = new List<OutputItem>();
        var matches = FinalCallMatch.Of(round, output);
        var answered = AnsweredCalls.Of(output);
        for (var i = 0; i < output.Count; i++)
        {
            var item = output[i];
            if (item is ReasoningItem)
            {
                reasoning.Add(item);
                continue;
            }

            var call = matches[i] is { IsUnderWay: true } match ? match : null;
            if (call is not null)
            {
                call.IsReplaced = answered.Contains(i);
                item = call.IsReplaced ? item : AsItRan(call, item, started);
                started.Add(call);
            }

            var isCut = item.Status is Statuses.Incomplete or Statuses.InProgress && (isContinued || item is not MessageItem);
            if (RoundCall.IsCall(item) ? call is not null || answered.Contains(i) : !isCut)
            {
                items.AddRange(reasoning);
                items.Add(item);
            }

            reasoning.Clear();
        }

        foreach (var left in round.Started.Except(started).ToList())
        {
            left.Item = Alone(left);
            items.Add(AsItRan(left, left.Item, started));
            started.Add(left);
        }

        return (items, started);
    }

    /// <summary>The item of a call that the response does not have any more. A server would want the reasoning that stood before it, if it had its id.</summary>
    public static OutputItem Alone(RoundCall call) => ResentItems.WithIds(call.Item, ItemIds.Drop);

    /// <summary>The item of a call that ran, with the id that its output names: one that none of the others has.</summary>
    private static OutputItem AsItRan(RoundCall call, OutputItem item, List<RoundCall> others)
    {
        call.FinalCallId = RoundCall.Parts(item).CallId is { Length: > 0 } id ? id : call.FinalCallId;
        call.Item = FinalCalls.WithId(FinalCalls.AsExecuted(call, item), call.FinalCallId);
        if (others.Exists(other => other.FinalCallId == call.FinalCallId))
        {
            FinalCalls.GiveOwnId(call);
        }

        return call.Item;
    }

    /// <summary>What the model is told: also with which arguments the tool ran, where the conversation says others.</summary>
    private static ToolOutput Told(RoundCall call)
    {
        if (!call.RanOtherwise)
        {
            return call.Output!;
        }

        var note = $"The tool ran with these arguments: {call.Executed}";
        if (call.Output!.Text is { } text)
        {
            return ToolOutput.FromText($"{note}\n{text}");
        }

        var parts = JsonArray.Create(call.Output.Parts)!;
        parts.Insert(0, new JsonObject { ["type"] = "input_text", ["text"] = note });
        return ToolOutput.FromParts(JsonElement.Parse(parts.ToJsonString()));
    }
}
