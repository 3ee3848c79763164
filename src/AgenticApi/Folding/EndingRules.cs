using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>How a response ended, from the event that ended it and the status in it.</summary>
internal static class EndingRules
{
    /// <summary>The ending, and the status that the response then has.</summary>
    /// <param name="terminalType">The type of the terminal event, empty for a bare response; null where none came.</param>
    /// <param name="terminal">The response in it; undefined where it carries none.</param>
    /// <param name="hasError">Whether an <c>error</c> event came.</param>
    /// <param name="report">Where deviations go.</param>
    public static (Ending Ending, string Status) Of(string? terminalType, JsonElement terminal, bool hasError, Action<DeviationKind> report)
    {
        if (terminalType is null)
        {
            if (hasError)
            {
                return (Ending.Errored, Statuses.Failed);
            }

            report(DeviationKind.StreamTruncated);
            return (Ending.Truncated, Statuses.Incomplete);
        }

        var status = ItemRules.Text(terminal, "status"u8);
        var said = Named(status);
        var implied = Implied(terminalType, terminal);
        if (said is { } ending && (ending != Ending.InProgress || terminalType.Length == 0))
        {
            if (implied is { } other && other != ending)
            {
                report(DeviationKind.StatusContradictsEvent);
            }

            ReportError(ending);
            return (ending, status!);
        }

        // No status, one that cannot be at the end, or one that nobody knows: the event itself tells.
        report(status is null || said is not null ? DeviationKind.StatusInferred : DeviationKind.UnknownStatus);
        var result = implied ?? (status is null ? Inferred(terminal) : Ending.Incomplete);
        ReportError(result);
        return (result, status is null || said is not null ? StatusOf(result) : status);

        void ReportError(Ending end)
        {
            if (hasError && end == Ending.Completed)
            {
                report(DeviationKind.CompletedAfterError);
            }
        }
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

    /// <summary>What the event's type says; null for a bare response, and for a <c>response.done</c> that may stand for any ending.</summary>
    private static Ending? Implied(string terminalType, JsonElement terminal) => terminalType switch
    {
        EventTypes.Completed => Ending.Completed,
        EventTypes.Incomplete => Ending.Incomplete,
        EventTypes.Failed => Ending.Failed,
        EventTypes.Cancelled => Ending.Cancelled,
        EventTypes.Done => Named(ItemRules.Text(terminal, "status"u8)) is { } named and not Ending.InProgress ? named : Inferred(terminal),
        _ => null,
    };

    private static Ending Inferred(JsonElement terminal) =>
        Has(terminal, "error"u8) ? Ending.Failed
        : Has(terminal, "incomplete_details"u8) ? Ending.Incomplete
        : Ending.Completed;

    private static bool Has(JsonElement terminal, ReadOnlySpan<byte> name) =>
        terminal.ValueKind == JsonValueKind.Object && terminal.TryGetProperty(name, out var value) && !JsonMerge.IsEmpty(value);

    private static string StatusOf(Ending ending) => ending switch
    {
        Ending.Completed => Statuses.Completed,
        Ending.Failed or Ending.Errored => Statuses.Failed,
        Ending.Cancelled => Statuses.Cancelled,
        _ => Statuses.Incomplete,
    };
}
