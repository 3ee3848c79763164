namespace AgenticApi.Execution;

/// <summary>
/// The responses of a conversation whose requests were sent again, and that the server brought to their end all the same. Their calls lack outputs, and
/// the server refuses each request until they have some.
/// </summary>
/// <param name="agent">The agent.</param>
/// <param name="state">The run.</param>
/// <param name="repair">Reads responses.</param>
internal sealed class GivenUpResponses(Agent agent, RunState state, StreamRepair repair)
{
    /// <summary>Finds the response whose call the server wants an output for. If it is of an earlier round, its calls are answered with the next request.</summary>
    /// <param name="refused">What the request came to.</param>
    /// <param name="exchange">How it was sent.</param>
    /// <param name="stop">Cancels it.</param>
    /// <returns>Whether there is one, and it where it answers this request: its calls are to be run.</returns>
    public async Task<(bool IsFound, AccumulatedResponse? Response)> FindAsync(AccumulatedResponse refused, EndpointExchange exchange, CancellationToken stop)
    {
        if (state.Continuation != Continuation.Conversation || exchange.HttpStatus is not (400 or 404 or 422)
            || refused.Response.Error?.Message is not { } message || !message.Contains("No tool output found", StringComparison.OrdinalIgnoreCase))
        {
            return default;
        }

        // The one that was begun last is given up too: the request was sent again, and refused.
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

    /// <summary>Finds the same by the conversation's items, where the response began unheard.</summary>
    private (bool IsFound, AccumulatedResponse? Response) Find(ConversationLook look, string message)
    {
        if (look.Response() is { } response && response.Response.Output.Any(item => IsNamed(item, message)))
        {
            return (true, response);
        }

        var unanswered = look.Unanswered();
        return (unanswered.Any(item => IsNamed(item, message)) && TryAnswer(unanswered), null);
    }

    /// <summary>Answers calls that were asked for again in another response, where they ran.</summary>
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

    /// <summary>The output of the tool that was started for a call, under the id that the server knows; null where none was.</summary>
    private OutputItem? OutputOf(OutputItem item)
    {
        var (id, name, arguments) = RoundCall.Parts(item);
        var kept = state.Items.FindLast(other => other.Type == item.Type && RoundCall.Parts(other) is var (keptId, keptName, keptArguments)
            && (keptId == id || keptId.StartsWith($"{id}_", StringComparison.Ordinal)) && keptName == name && ToolArguments.AreEqual(keptArguments, arguments));
        return kept is not null && state.Items.FindLast(output => ToolOutputs.Answers(output, kept)) is { } found ? FinalCalls.With(found, "call_id", id) : null;
    }

    private static ToolOutput Superseded { get; } = ToolOutputs.Error("superseded", "The call did not run: the request was sent again, and the calls of the later response count.");

    private static bool IsNamed(OutputItem item, string message) => RoundCall.IsCall(item) && Names(message, RoundCall.Parts(item).CallId);

    /// <summary>Whether a message names a call, and not only one whose id begins like it.</summary>
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
