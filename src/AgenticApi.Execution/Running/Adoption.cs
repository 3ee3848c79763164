namespace AgenticApi.Execution;

/// <summary>
/// Joins the calls of a response with those that an earlier try of the round started: a call that says the same takes over what came of it.
/// </summary>
internal static class Adoption
{
    /// <summary>Whether a call may start before it is known what it stands for.</summary>
    public static bool MayStart(Round round, RoundCall call) => !round.Earlier.Exists(other => other.Name == call.Name);

    /// <summary>
    /// Puts each call that was started before in the place of the call that equals it, once. The others stay at the end, left out: the server
    /// does not know them.
    /// </summary>
    /// <returns>The calls that nobody can say of whether they repeat one that was started.</returns>
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
