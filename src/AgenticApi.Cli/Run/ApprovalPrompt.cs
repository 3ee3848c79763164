using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>Asks the person at the terminal about calls that wait.</summary>
internal static class ApprovalPrompt
{
    /// <summary>The decisions; none where there is nobody to ask.</summary>
    /// <exception cref="OperationCanceledException">The person stopped the run in place of an answer.</exception>
    public static async Task<IReadOnlyList<RunDecision>> AskAsync(IReadOnlyList<PendingCall> pending, CancellationToken stop)
    {
        var decisions = new List<RunDecision>();
        if (Console.IsInputRedirected || Console.IsErrorRedirected)
        {
            return decisions;
        }

        foreach (var call in pending.Where(static call => call.Reason != PendingReason.Caller))
        {
            var again = call.Reason == PendingReason.InDoubt ? " again, though it may have had its effect" : "";
            Console.Error.WriteLine(VisibleText.InLine($"{call.Call.Name} {call.Call.Arguments}"));
            if (await AnswerAsync($"Run it{again}? (y/n) ", stop).ConfigureAwait(false) is { } isAllowed)
            {
                decisions.Add(isAllowed ? RunDecision.Run(call) : RunDecision.Refuse(call));
            }
        }

        return decisions;
    }

    /// <summary>Yes or no; null at the end of the input.</summary>
    private static async Task<bool?> AnswerAsync(string question, CancellationToken stop)
    {
        while (true)
        {
            Console.Error.Write(question);
            // A line is waited for without an end, and a signal must be heard meanwhile.
            var line = await Task.Run(Console.In.ReadLine, CancellationToken.None).WaitAsync(stop).ConfigureAwait(false);
            switch (line?.Trim().ToUpperInvariant())
            {
                case null:
                    return null;
                case "Y" or "YES":
                    return true;
                case "N" or "NO":
                    return false;
            }
        }
    }
}
