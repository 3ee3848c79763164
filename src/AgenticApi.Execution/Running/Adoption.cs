namespace AgenticApi.Execution;

/// <summary>
/// Matches the calls of a response with those that an earlier attempt of the round started: a call with the same name and arguments takes over the execution.
/// </summary>
internal static class Adoption
{
    /// <summary>Returns whether a call may start early. It may not if an earlier attempt started a call of the same tool, which it may turn out to repeat.</summary>
    public static bool MayStart(Round round, RoundCall call) => !round.Earlier.Exists(other => other.Name == call.Name);

    /// <summary>
    /// Replaces each call by the equal one that was started before, at most once. The other started calls are added at the end as left out, because the
    /// server does not know them.
    /// </summary>
    /// <returns>The calls that may or may not repeat one that was started.</returns>
    public static List<RoundCall> Adopt(Round round, List<RoundCall> calls)
    {
        for (var i = 0; i < calls.Count; i++)
        {
            var call = calls[i];
            if (call.State == CallState.Whole && round.Earlier.Find(other => IsSame(other, call)) is { } earlier)
            {
                round.Earlier.Remove(earlier);
                (earlier.Item, earlier.FinalCallId) = (call.Item, call.FinalCallId);
                calls[i] = earlier;
            }
        }

        var left = round.Earlier.ToList();
        var doubtful = calls.Where(call => call.State == CallState.Whole && left.Exists(other => other.Name == call.Name && other.Tool is not { Idempotent: true })).ToList();
        foreach (var other in left)
        {
            if (calls.Exists(call => call.FinalCallId == other.FinalCallId))
            {
                FinalCalls.GiveOwnId(other);
            }

            other.IsLeftOut = true;
            calls.Add(other);
        }

        return doubtful;
    }

    private static bool IsSame(RoundCall one, RoundCall other) =>
        one.Name == other.Name && one.IsCustom == other.IsCustom && ToolArguments.AreEqual(one.Executed, other.Arguments);
}
