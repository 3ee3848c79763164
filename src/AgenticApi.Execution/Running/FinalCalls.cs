using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Execution;

/// <summary>Joins the calls that the stream showed with those that the final response has.</summary>
internal static class FinalCalls
{
    /// <summary>The calls of the final response in its order, and after them those that were started and that it leaves out.</summary>
    public static List<RoundCall> Join(string runId, Round round, AccumulatedResponse result, Continuation continuation)
    {
        var streamed = round.Calls.ToList();
        var calls = new List<RoundCall>();
        var output = result.Response.Output;
        for (var i = 0; i < output.Count; i++)
        {
            if (!RoundCall.IsCall(output[i]))
            {
                continue;
            }

            var (id, name, arguments) = RoundCall.Parts(output[i]);
            var call = streamed.Find(other => other.HasOwnId ? round.Accumulator.FinalCallId(other.CallId) == id : id.Length == 0 && other.Name == name);
            if (call is null)
            {
                call = new RoundCall(new CallKey(runId, round.Number, FreePosition(i, round.Calls, calls)), output[i]);
            }
            else
            {
                streamed.Remove(call);
                TakeFinal(call, output[i], id, arguments, continuation);
            }

            calls.Add(call);
        }

        foreach (var left in streamed.Where(static call => call.WasStarted || call.State is CallState.Queued or CallState.Started))
        {
            left.IsLeftOut = true;
            calls.Add(left);
        }

        Single(calls, continuation);
        return calls;
    }

    /// <summary>A copy of a call's item with another value of a member.</summary>
    public static OutputItem With(OutputItem item, string member, string value)
    {
        var json = JsonObject.Create(item.Json)!;
        json[member] = value;
        using var document = JsonDocument.Parse(json.ToJsonString());
        return OutputItem.FromJson(document.RootElement.Clone());
    }

    private static void TakeFinal(RoundCall call, OutputItem item, string id, string arguments, Continuation continuation)
    {
        if (id.Length > 0)
        {
            call.FinalCallId = id;
        }

        call.Item = item;
        var isRunning = call.WasStarted || call.State is CallState.Queued or CallState.Started;
        if (!isRunning)
        {
            call.Arguments = call.Executed = arguments;
        }
        else if (ToolArguments.Canonical(call.Executed) != ToolArguments.Canonical(arguments))
        {
            // What ran is what counts: the conversation says that, or the output does where the server keeps the conversation.
            call.RanOtherwise = continuation != Continuation.Items;
            if (continuation == Continuation.Items)
            {
                call.Item = With(item, call.IsCustom ? "input" : "arguments", call.Executed);
            }
        }
    }

    /// <summary>Sees to it that no two calls have one id.</summary>
    private static void Single(List<RoundCall> calls, Continuation continuation)
    {
        for (var i = 0; i < calls.Count; i++)
        {
            var call = calls[i];
            if (!call.HasOwnId && continuation == Continuation.Items)
            {
                call.Item = With(call.Item, "call_id", call.CallId);
            }

            var first = calls.Take(i).FirstOrDefault(other => other.FinalCallId == call.FinalCallId && other.State != CallState.Discarded);
            if (first is null)
            {
                continue;
            }

            if (continuation == Continuation.Items && (first.Name != call.Name || ToolArguments.Canonical(first.Arguments) != ToolArguments.Canonical(call.Arguments)))
            {
                call.FinalCallId = $"{call.FinalCallId}_{call.Key.Position}";
                call.Item = With(call.Item, "call_id", call.FinalCallId);
            }
            else
            {
                // The server takes one output for an id.
                call.TryDiscard();
            }
        }
    }

    private static int FreePosition(int wanted, List<RoundCall> streamed, List<RoundCall> joined)
    {
        var taken = streamed.Concat(joined).Select(static call => call.Key.Position).ToHashSet();
        return !taken.Contains(wanted) ? wanted : taken.Max() + 1;
    }
}
