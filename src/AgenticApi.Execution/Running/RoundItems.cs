using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Execution;

/// <summary>Selects the items and outputs that a round adds to the conversation.</summary>
internal static class RoundItems
{
    /// <summary>Returns the items of a completed response, with the final form of each call and without duplicates.</summary>
    public static List<OutputItem> Of(IReadOnlyList<OutputItem> output, List<RoundCall> calls, Continuation continuation)
    {
        var isItems = continuation == Continuation.Items;
        var items = new List<OutputItem>();

        // The calls are in the order of the output.
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

        // Left-out calls are not put back in place, because the server has their reasoning with another item. A server that stores the conversation does not
        // know them: they are kept in the result, with their outputs, before the response that replaced theirs.
        return isItems
            ? [.. items, .. left.Select(Alone)]
            : [.. left.SelectMany(static call => (OutputItem[])[Alone(call), ToolOutputs.ToItem(call.IsCustom, RoundCall.Parts(call.Item).CallId, call.Output!)]), .. items];
    }

    /// <summary>Returns the outputs of calls, in the order of the calls.</summary>
    public static List<OutputItem> Outputs(List<RoundCall> calls, Continuation continuation)
    {
        var isItems = continuation == Continuation.Items;
        var answered = calls.Where(call => call is { State: CallState.Finished, Output: not null, IsReplaced: false } && (!call.IsLeftOut || isItems));

        // A server that stores the conversation accepts one output for an id.
        answered = isItems ? answered : answered.DistinctBy(static call => (call.IsCustom, call.FinalCallId));
        return [.. answered.Select(static call => ToolOutputs.ToItem(call.IsCustom, call.FinalCallId, OutputFor(call)))];
    }

    /// <summary>
    /// Selects the items of a response that did not complete: of the calls, those that were started or that the server answered; reasoning only
    /// together with the item that follows it.
    /// </summary>
    /// <param name="round">The round.</param>
    /// <param name="output">The items of the response.</param>
    /// <param name="isContinued">Whether the run continues with the items. Then incomplete messages are left out.</param>
    /// <returns>The items, and the started calls in the order of their items.</returns>
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
                item = call.IsReplaced ? item : AsExecuted(call, item, started);
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
            items.Add(AsExecuted(left, left.Item, started));
            started.Add(left);
        }

        return (items, started);
    }

    /// <summary>Returns the item of a call that the response no longer has. It has no id, because the server would require the reasoning before it.</summary>
    public static OutputItem Alone(RoundCall call) => ResentItems.WithIds(call.Item, ItemIds.Drop);

    /// <summary>Returns the item of a started call, with an id that no other call has.</summary>
    private static OutputItem AsExecuted(RoundCall call, OutputItem item, List<RoundCall> others)
    {
        call.FinalCallId = RoundCall.Parts(item).CallId is { Length: > 0 } id ? id : call.FinalCallId;
        call.Item = FinalCalls.WithId(FinalCalls.AsExecuted(call, item), call.FinalCallId);
        if (others.Exists(other => other.FinalCallId == call.FinalCallId))
        {
            FinalCalls.GiveOwnId(call);
        }

        return call.Item;
    }

    /// <summary>Returns the output for the model. It states the arguments of the execution if the conversation has others.</summary>
    private static ToolOutput OutputFor(RoundCall call)
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
