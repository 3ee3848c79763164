namespace AgenticApi.Execution;

/// <summary>Finds for each call of the final response the one that the stream showed.</summary>
internal static class FinalCallMatch
{
    /// <summary>The streamed calls by the place of their final items in the output; null where there is none.</summary>
    public static RoundCall?[] Of(Round round, IReadOnlyList<OutputItem> output)
    {
        var matches = new RoundCall?[output.Count];
        var free = round.Calls.ToList();

        // The surest sign first, for all calls: none takes what is surely another's. An id alone is not sure: two calls may have the same.
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
