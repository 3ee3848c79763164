namespace AgenticApi.Execution;

/// <summary>Finds the calls that a server ran itself: their outputs stand behind them in the same response.</summary>
internal static class AnsweredCalls
{
    /// <summary>The places of those calls.</summary>
    public static HashSet<int> Of(IReadOnlyList<OutputItem> output)
    {
        var answered = new HashSet<int>();
        for (var i = 0; i < output.Count; i++)
        {
            if (ToolOutputs.CallIdOf(output[i]) is { Length: > 0 } && output[i].Status is not (Statuses.Incomplete or Statuses.InProgress))
            {
                answered.UnionWith(Enumerable.Range(0, i).Where(before => RoundCall.IsCall(output[before]) && ToolOutputs.Answers(output[i], output[before])));
            }
        }

        return answered;
    }
}
