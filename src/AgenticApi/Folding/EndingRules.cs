using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>How a response ended, from the event that ended it and the status in it.</summary>
internal static class EndingRules
{
    /// <summary>The ending, and the status that the response then has.</summary>
    /// <param name="terminal">What the terminal event carries; null where none came.</param>
    /// <param name="hasError">Whether an <c>error</c> event came.</param>
    /// <param name="log">Where deviations go.</param>
    public static (Ending Ending, string Status) Of(TerminalResponse? terminal, bool hasError, DeviationLog log)
    {
        if (terminal is null)
        {
            if (hasError)
            {
                return (Ending.Errored, Statuses.Failed);
            }

            log.Add(DeviationKind.StreamTruncated, default);
            return (Ending.Truncated, Statuses.Incomplete);
        }

        var at = new EventPosition(terminal.Type.Length > 0 ? terminal.Type : null, null, null);
        var (ending, status) = Ended(terminal, out var oddity);
        if (oddity is { } kind)
        {
            log.Add(kind, at);
        }

        if (hasError && ending == Ending.Completed)
        {
            log.Add(DeviationKind.CompletedAfterError, at);
        }

        return (ending, status);
    }

    private static (Ending Ending, string Status) Ended(TerminalResponse terminal, out DeviationKind? oddity)
    {
        var status = terminal.Status;
        var said = Named(status);
        var implied = Implied(terminal);
        if (said is { } ending && (ending != Ending.InProgress || terminal.Type.Length == 0))
        {
            oddity = implied is { } other && other != ending ? DeviationKind.StatusContradictsEvent : null;
            return (ending, status!);
        }

        // No status, one that cannot be at the end, or one that nobody knows: the event itself tells.
        var isUnknown = !string.IsNullOrEmpty(status) && said is null;
        oddity = isUnknown ? DeviationKind.UnknownStatus : DeviationKind.StatusInferred;
        var result = implied ?? (isUnknown ? Ending.Incomplete : Inferred(terminal));
        return (result, isUnknown ? status! : StatusOf(result));
    }

    private static Ending? Named(string? status) => status switch
    {
        Statuses.Completed => Ending.Completed,
        Statuses.Incomplete => Ending.Incomplete,
        Statuses.Failed => Ending.Failed,
        Statuses.Cancelled => Ending.Cancelled,
        Statuses.Queued or Statuses.InProgress => Ending.InProgress,
        _ => null,
    };

    /// <summary>What the event's type says; null for a bare response. <c>response.done</c> may stand for any ending.</summary>
    private static Ending? Implied(TerminalResponse terminal) => terminal.Type switch
    {
        EventTypes.Completed => Ending.Completed,
        EventTypes.Incomplete => Ending.Incomplete,
        EventTypes.Failed => Ending.Failed,
        EventTypes.Cancelled => Ending.Cancelled,
        EventTypes.Done => Named(terminal.Status) is { } named and not Ending.InProgress ? named : Inferred(terminal),
        _ => null,
    };

    private static Ending Inferred(TerminalResponse terminal) =>
        terminal.HasError ? Ending.Failed
        : terminal.HasIncompleteDetails ? Ending.Incomplete
        : Ending.Completed;

    private static string StatusOf(Ending ending) => ending switch
    {
        Ending.Completed => Statuses.Completed,
        Ending.Failed or Ending.Errored => Statuses.Failed,
        Ending.Cancelled => Statuses.Cancelled,
        _ => Statuses.Incomplete,
    };
}
