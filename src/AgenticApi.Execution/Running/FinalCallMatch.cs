namespace AgenticApi.Execution;

/// <summary>Matches the calls of the final response with those of the stream.</summary>
internal static class FinalCallMatch
{
    /// <summary>Returns the streamed calls, indexed as their items in the final output; null for other items.</summary>
    public static RoundCall?[] Of(Round round, IReadOnlyList<OutputItem> output)
    {
        var matches = new RoundCall?[output.Count];
        var free = round.Calls.ToList();

        // The most reliable criterion first, for all calls, so that none gets the match of another. An id alone is unreliable: two calls may share it.
        Match((call, id, name, arguments, _) => HasId(call, id) && call.Name == name && ToolArguments.AreEqual(call.Executed, arguments));
        Match((call, id, name, _, position) => HasId(call, id) && call.Name == name && call.Key.Position == position);
        Match((call, id, name, _, _) => HasId(call, id) && call.Name == name);
        Match((call, _, name, arguments, _) => call.Name == name && ToolArguments.AreEqual(call.Executed, arguments));
        Match((call, id, _, _, _) => HasId(call, id));
        Match((call, _, name, _, position) => call.Name == name && call.Key.Position == position);
        return matches;

        bool HasId(RoundCall call, string id) => call.HasOwnId && round.Accumulator.FinalCallId(call.CallId) == id;

        void Match(Func<RoundCall, string, string, string, int, bool> isSame)
        {
            for (var i = 0; i < output.Count; i++)
            {
                if (matches[i] is null && RoundCall.IsCall(output[i]))
                {
                    var (id, name, arguments) = RoundCall.Parts(output[i]);
                    var isCustom = output[i] is CustomToolCallItem;
                    matches[i] = free.Find(call => call.IsCustom == isCustom && isSame(call, id, name, arguments, round.First + i));
                    free.Remove(matches[i]!);
                }
            }
        }
    }
}
