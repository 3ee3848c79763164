namespace AgenticApi.Execution;

/// <summary>
/// The responses of a conversation whose requests were repeated, but that the server completed nevertheless. Their calls have no outputs, and
/// the server refuses all requests until they have.
/// </summary>
/// <param name="agent">The agent.</param>
/// <param name="state">The state of the run.</param>
/// <param name="repair">Reads responses.</param>
internal sealed class GivenUpResponses(Agent agent, RunState state, StreamRepair repair)
{
    /// <summary>Finds the response whose call needs an output. If it is of an earlier round, the output is added to the next request.</summary>
    /// <param name="refused">The answer to the refused request.</param>
    /// <param name="exchange">The circumstances of the request.</param>
    /// <param name="stop">Cancels the requests.</param>
    /// <returns>Whether it was found. The response is not null if it answers the current request, so that its calls are to be run.</returns>
    public async Task<(bool IsFound, AccumulatedResponse? Response)> FindAsync(AccumulatedResponse refused, EndpointExchange exchange, CancellationToken stop)
    {
        if (state.Continuation != Continuation.Conversation || exchange.HttpStatus is not (400 or 404 or 422)
            || refused.Response.Error?.Message is not { } message || !message.Contains("No tool output found", StringComparison.OrdinalIgnoreCase))
        {
            return default;
        }

        // The last response is included: its request was repeated and refused.
        foreach (var given in state.BegunResponseId is { } last ? [.. state.GivenUp, (state.Round, last)] : state.GivenUp.ToList())
        {
            var stored = await repair.GetAsync(given.Id, stop).ConfigureAwait(false);
            if (stored.Ending is not (Ending.Completed or Ending.Incomplete) || !stored.Response.Output.Any(item => IsNamed(item, message)))
            {
                continue;
            }

            state.GivenUp.Remove(given);
            return given.Round == state.Round ? (true, stored) : (TryAnswer(stored.Response.Output), null);
        }

        return state.HasUnnamed && await ConversationLook.AtAsync(agent, state, stop).ConfigureAwait(false) is { } look ? Find(look, message) : default;
    }

    /// <summary>Finds the response among the items of the conversation, if its id is unknown.</summary>
    private (bool IsFound, AccumulatedResponse? Response) Find(ConversationLook look, string message)
    {
        if (look.Response() is { } response && response.Response.Output.Any(item => IsNamed(item, message)))
        {
            return (true, response);
        }

        var unanswered = look.Unanswered();
        return (unanswered.Any(item => IsNamed(item, message)) && TryAnswer(unanswered), null);
    }

    /// <summary>Answers calls that a later response repeated: with the output if they ran, otherwise with an error.</summary>
    private bool TryAnswer(IReadOnlyList<OutputItem> items)
    {
        var before = state.Unsent.Count;
        foreach (var item in items.Where(RoundCall.IsCall))
        {
            var id = RoundCall.Parts(item).CallId;
            if (!state.Unsent.Exists(output => ToolOutputs.Answers(output, item)))
            {
                state.Unsent.Add(OutputOf(item) ?? ToolOutputs.ToItem(item is CustomToolCallItem, id, Superseded));
            }
        }

        return state.Unsent.Count > before;
    }

    /// <summary>Returns the output of a call under the id that the server knows; null if its tool did not run.</summary>
    private OutputItem? OutputOf(OutputItem item)
    {
        var (id, name, arguments) = RoundCall.Parts(item);
        var kept = state.Items.FindLast(other => other.Type == item.Type && RoundCall.Parts(other) is var (keptId, keptName, keptArguments)
            && (keptId == id || keptId.StartsWith($"{id}_", StringComparison.Ordinal)) && keptName == name && ToolArguments.AreEqual(keptArguments, arguments));
        return kept is not null && state.Items.FindLast(output => ToolOutputs.Answers(output, kept)) is { } found ? FinalCalls.With(found, "call_id", id) : null;
    }

    private static ToolOutput Superseded { get; } = ToolOutputs.Error("superseded", "The call did not run: the request was repeated, and the calls of the later response run instead.");

    private static bool IsNamed(OutputItem item, string message) => RoundCall.IsCall(item) && Names(message, RoundCall.Parts(item).CallId);

    /// <summary>Returns whether a message contains an id, and not only as a part of a longer one.</summary>
    private static bool Names(string message, string callId)
    {
        for (var at = 0; callId.Length > 0 && (at = message.IndexOf(callId, at, StringComparison.Ordinal)) >= 0; at++)
        {
            if (!IsOfId(message, at - 1) && !IsOfId(message, at + callId.Length))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfId(string message, int at) => at >= 0 && at < message.Length && (char.IsAsciiLetterOrDigit(message[at]) || message[at] is '_' or '-');
}
