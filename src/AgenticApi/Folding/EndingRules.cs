using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>Determines how a response ended, from the type of the terminal event and the status in it.</summary>
internal static class EndingRules
{
    /// <summary>Returns the ending, and the final status of the response.</summary>
    /// <param name="terminal">The terminal response; null if there is none.</param>
    /// <param name="hasError">Whether an <c>error</c> event was received.</param>
    /// <param name="log">Receives the deviations.</param>
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
        var (ending, status) = Determine(terminal, out var deviation);
        if (deviation is { } kind)
        {
            log.Add(kind, at);
        }

        if (hasError && ending == Ending.Completed)
        {
            log.Add(DeviationKind.CompletedAfterError, at);
        }

        return (ending, status);
    }

    private static (Ending Ending, string Status) Determine(TerminalResponse terminal, out DeviationKind? deviation)
    {
        var status = terminal.Status;
        var reported = FromStatus(status);
        var implied = FromType(terminal);
        if (reported is { } ending && (ending != Ending.InProgress || terminal.Type.Length == 0))
        {
            deviation = implied is { } other && other != ending ? DeviationKind.StatusContradictsEvent : null;
            return (ending, status!);
        }

        // The status is missing, not final or unknown: the event decides.
        var isUnknown = !string.IsNullOrEmpty(status) && reported is null;
        deviation = isUnknown ? DeviationKind.UnknownStatus : DeviationKind.StatusInferred;
        var result = implied ?? (isUnknown ? Ending.Incomplete : FromMembers(terminal));
        return (result, isUnknown ? status! : StatusOf(result));
    }

    private static Ending? FromStatus(string? status) => status switch
    {
        Statuses.Completed => Ending.Completed,
        Statuses.Incomplete => Ending.Incomplete,
        Statuses.Failed => Ending.Failed,
        Statuses.Cancelled => Ending.Cancelled,
        Statuses.Queued or Statuses.InProgress => Ending.InProgress,
        _ => null,
    };

    /// <summary>
    /// Returns the ending that the event type implies; null for a bare response. <c>response.done</c> can mean any ending.
    /// </summary>
    private static Ending? FromType(TerminalResponse terminal) => terminal.Type switch
    {
        EventTypes.Completed => Ending.Completed,
        EventTypes.Incomplete => Ending.Incomplete,
        EventTypes.Failed => Ending.Failed,
        EventTypes.Cancelled => Ending.Cancelled,
        EventTypes.Done => FromStatus(terminal.Status) is { } named and not Ending.InProgress ? named : FromMembers(terminal),
        _ => null,
    };

    private static Ending FromMembers(TerminalResponse terminal) =>
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
