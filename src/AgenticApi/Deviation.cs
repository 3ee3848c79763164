namespace AgenticApi;

/// <summary>A protocol violation of a server, and how it was handled. It never contains content, so it is safe to log.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="EventType">The type of the event in which it was found; null if it was found in no single event.</param>
/// <param name="SequenceNumber">The sequence number of that event; null if it has none.</param>
/// <param name="OutputIndex">The index of the item in that event, or its position in the final output; null if it concerns no item.</param>
/// <param name="ItemId">The id of the item; null if it concerns no item, or the item has no id that is safe to log.</param>
/// <param name="Action">How it was handled, as a sentence.</param>
public sealed record Deviation(
    DeviationKind Kind,
    DeviationSeverity Severity,
    string? EventType,
    long? SequenceNumber,
    int? OutputIndex,
    string? ItemId,
    string Action);
