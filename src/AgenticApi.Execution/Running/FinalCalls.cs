using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Execution;

/// <summary>Merges the calls of the stream with those of the final response.</summary>
internal static class FinalCalls
{
    /// <summary>Returns the calls of the final response in order, followed by the started calls that it leaves out.</summary>
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
                // The server's output wins, also if the tool was started here.
                replaced.AddRange(call is { IsUnderWay: true } ? [call] : []);
                continue;
            }

            if (call is not null && !TrySetFinal(call, output[i], continuation))
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

        MakeIdsUnique(calls, continuation);
        replaced.ForEach(static call => call.IsReplaced = true);
        calls.AddRange(replaced);
        return calls;
    }

    /// <summary>Returns the final item of a started call, with the name and the arguments of the execution.</summary>
    public static OutputItem AsExecuted(RoundCall call, OutputItem item)
    {
        var (_, name, arguments) = RoundCall.Parts(item);
        item = name == call.Name ? item : With(item, "name", call.Name);
        return ToolArguments.AreEqual(call.Executed, arguments) ? item : With(item, call.IsCustom ? "input" : "arguments", call.Executed);
    }

    /// <summary>Gives a call an id that no other call of the round has, because the items may be sent to another server.</summary>
    public static void GiveOwnId(RoundCall call)
    {
        call.FinalCallId = $"{call.FinalCallId}_{call.Key.Position}";
        call.Item = WithId(call.Item, call.FinalCallId);
    }

    /// <summary>Returns the item of a call with the given id.</summary>
    public static OutputItem WithId(OutputItem item, string callId) => RoundCall.Parts(item).CallId == callId ? item : With(item, "call_id", callId);

    /// <summary>Returns a copy of a call's item with another value of a member.</summary>
    public static OutputItem With(OutputItem item, string member, string value)
    {
        var json = JsonObject.Create(item.Json)!;
        json[member] = value;
        using var document = JsonDocument.Parse(json.ToJsonString());
        return OutputItem.FromJson(document.RootElement.Clone());
    }

    /// <summary>Sets the final item of a call.</summary>
    /// <returns>False if the final item is a different call: of another tool, or of a tool that may run again with the final arguments.</returns>
    private static bool TrySetFinal(RoundCall call, OutputItem item, Continuation continuation)
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
            // The execution wins: the conversation states its arguments, or the output does if the server stores the conversation.
            call.RanOtherwise = continuation != Continuation.Items;
            call.Item = continuation == Continuation.Items ? AsExecuted(call, item) : item;
        }

        return true;
    }

    /// <summary>Makes sure that each call has an id, and that the ids are unique.</summary>
    private static void MakeIdsUnique(List<RoundCall> calls, Continuation continuation)
    {
        var isItems = continuation == Continuation.Items;
        for (var i = 0; i < calls.Count; i++)
        {
            var call = calls[i];
            call.Item = isItems ? WithId(call.Item, call.FinalCallId) : call.Item;

            // A server that stores the conversation accepts outputs for a function call and a custom tool call with the same id.
            var first = calls.Take(i).FirstOrDefault(other =>
                other.FinalCallId == call.FinalCallId && other.State != CallState.Discarded && (isItems || other.IsCustom == call.IsCustom));
            if (first is null)
            {
                continue;
            }

            var isOther = first.IsCustom != call.IsCustom || first.Name != call.Name || !ToolArguments.AreEqual(first.Arguments, call.Arguments);
            if (call.IsLeftOut || (isItems && (isOther || call.IsUnderWay)))
            {
                // The server does not know a call that it left out: the id is visible only in the result.
                GiveOwnId(call);
            }
            else if (!call.TryDiscard())
            {
                // The server accepts one output for an id. The output of a running tool is used.
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
