using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>Asks the user at the terminal to approve waiting calls.</summary>
internal static class ApprovalPrompt
{
    /// <summary>Asks for each call that needs approval and returns the decisions. Without a terminal, there are none.</summary>
    /// <exception cref="OperationCanceledException">The user stopped the run instead of answering.</exception>
    public static async Task<IReadOnlyList<RunDecision>> AskAsync(IReadOnlyList<PendingCall> pending, CancellationToken stop)
    {
        var decisions = new List<RunDecision>();
        if (Console.IsInputRedirected || Console.IsErrorRedirected)
        {
            return decisions;
        }

        foreach (var call in pending.Where(static call => call.Reason != PendingReason.Caller))
        {
            var question = call.Reason == PendingReason.InDoubt ? "It may have taken effect already. Run it again?" : "Run it?";
            Console.Error.WriteLine(VisibleText.InLine($"{call.Call.Name} {call.Call.Arguments}"));
            if (await AnswerAsync($"{question} (y/n) ", stop).ConfigureAwait(false) is { } isAllowed)
            {
                decisions.Add(isAllowed ? RunDecision.Run(call) : RunDecision.Refuse(call));
            }
        }

        return decisions;
    }

    /// <summary>Asks a question until the user answers yes or no. Returns <see langword="null"/> at the end of the input.</summary>
    private static async Task<bool?> AnswerAsync(string question, CancellationToken stop)
    {
        while (true)
        {
            Console.Error.Write(question);
            // ReadLine cannot be cancelled, so it runs in a task that a signal abandons.
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
