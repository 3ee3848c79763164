namespace AgenticApi.Execution;

/// <summary>Finds the calls that the server ran itself: the same response has their outputs after them.</summary>
internal static class AnsweredCalls
{
    /// <summary>Returns the indexes of these calls in the output.</summary>
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
