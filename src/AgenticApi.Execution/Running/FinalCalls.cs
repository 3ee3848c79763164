using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Execution;

/// <summary>Joins the calls that the stream showed with those that the final response has.</summary>
internal static class FinalCalls
{
    /// <summary>The calls of the final response in its order, and after them those that were started and that it leaves out.</summary>
    public static List<RoundCall> Join(string runId, Round round, AccumulatedResponse result, Continuation continuation)
    {
        var output = result.Response.Output;
        var matches = FinalCallMatch.Of(round, output);
        var answered = AnsweredCalls.Of(output);
        var calls = new List<RoundCall>();
        var replaced = new List<RoundCall>();
        for (var i = 0; i < output.Count; i++)
        {
            if (!RoundCall.IsCall(output[i]))
            {
                continue;
            }

            var call = matches[i];
            if (answered.Contains(i))
            {
                // The output of the server counts, also where the tool was started here.
                replaced.AddRange(call is { IsUnderWay: true } ? [call] : []);
                continue;
            }

            if (call is not null && !TryTakeFinal(call, output[i], continuation))
            {
                replaced.AddRange(call.IsUnderWay ? [call] : []);
                call = null;
            }

            calls.Add(call ?? new RoundCall(new CallKey(runId, round.Number, FreePosition(round.First + i, round, calls)), output[i]));
        }

        foreach (var left in round.Calls.Where(call => call.IsUnderWay && !matches.Contains(call)))
        {
            left.IsLeftOut = true;
            calls.Add(left);
        }

        Single(calls, continuation);
        replaced.ForEach(static call => call.IsReplaced = true);
        calls.AddRange(replaced);
        return calls;
    }

    /// <summary>The final item of a call whose tool was started, with the name and the arguments that it ran with.</summary>
    public static OutputItem AsExecuted(RoundCall call, OutputItem item)
    {
        var (_, name, arguments) = RoundCall.Parts(item);
        item = name == call.Name ? item : With(item, "name", call.Name);
        return ToolArguments.AreEqual(call.Executed, arguments) ? item : With(item, call.IsCustom ? "input" : "arguments", call.Executed);
    }

    /// <summary>Gives a call an id that no other call of the round has, for whoever goes on with the items.</summary>
    public static void GiveOwnId(RoundCall call)
    {
        call.FinalCallId = $"{call.FinalCallId}_{call.Key.Position}";
        call.Item = WithId(call.Item, call.FinalCallId);
    }

    /// <summary>A call's item with an id; the item itself where it has that.</summary>
    public static OutputItem WithId(OutputItem item, string callId) => RoundCall.Parts(item).CallId == callId ? item : With(item, "call_id", callId);

    /// <summary>A copy of a call's item with another value of a member.</summary>
    public static OutputItem With(OutputItem item, string member, string value)
    {
        var json = JsonObject.Create(item.Json)!;
        json[member] = value;
        using var document = JsonDocument.Parse(json.ToJsonString());
        return OutputItem.FromJson(document.RootElement.Clone());
    }

    /// <summary>Takes the final item of a call.</summary>
    /// <returns>False where the final item is another call: of another tool, or one whose tool may run again with the final arguments.</returns>
    private static bool TryTakeFinal(RoundCall call, OutputItem item, Continuation continuation)
    {
        var (id, name, arguments) = RoundCall.Parts(item);
        var isOther = call.Name != name || !ToolArguments.AreEqual(call.Executed, arguments);
        if (isOther && (call.IsUnderWay ? call.Tool is { Idempotent: true } : call.Name != name))
        {
            return false;
        }

        call.FinalCallId = id.Length > 0 ? id : call.FinalCallId;
        call.Item = item;
        if (!call.IsUnderWay)
        {
            call.Arguments = call.Executed = arguments;
        }
        else if (isOther)
        {
            // What ran is what counts: the conversation says that, or the output does where the server keeps the conversation.
            call.RanOtherwise = continuation != Continuation.Items;
            call.Item = continuation == Continuation.Items ? AsExecuted(call, item) : item;
        }

        return true;
    }

    /// <summary>Sees to it that each call has an id, and no two have the same.</summary>
    private static void Single(List<RoundCall> calls, Continuation continuation)
    {
        var isItems = continuation == Continuation.Items;
        for (var i = 0; i < calls.Count; i++)
        {
            var call = calls[i];
            call.Item = isItems ? WithId(call.Item, call.FinalCallId) : call.Item;

            // Where the server keeps the conversation, it takes an output for a function's call and one for a custom tool's of the same id.
            var first = calls.Take(i).FirstOrDefault(other =>
                other.FinalCallId == call.FinalCallId && other.State != CallState.Discarded && (isItems || other.IsCustom == call.IsCustom));
            if (first is null)
            {
                continue;
            }

            var isOther = first.IsCustom != call.IsCustom || first.Name != call.Name || !ToolArguments.AreEqual(first.Arguments, call.Arguments);
            if (call.IsLeftOut || (isItems && (isOther || call.IsUnderWay)))
            {
                // A server that keeps the conversation knows nothing of a call that it left out: only the result shows its id.
                GiveOwnId(call);
            }
            else if (!call.TryDiscard())
            {
                // The server takes one output for an id: that of a tool that runs.
                first.TryDiscard();
            }
        }
    }

    private static int FreePosition(int wanted, Round round, List<RoundCall> joined)
    {
        var taken = round.Calls.Concat(round.Earlier).Concat(joined).Select(static call => call.Key.Position).ToHashSet();
        return !taken.Contains(wanted) ? wanted : taken.Max() + 1;
    }
}
