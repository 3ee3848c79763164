namespace AgenticApi;

/// <summary>
/// Where a server departed from the protocol, and what was done about it. It never holds any of the content, so it is safe to log.
/// </summary>
/// <param name="Kind">What happened.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="EventType">The type of the event that showed it; null where no single event did.</param>
/// <param name="SequenceNumber">That event's sequence number; null where it had none.</param>
/// <param name="OutputIndex">The item's index as the event gave it, or its place in the final output; null where no item is concerned.</param>
/// <param name="ItemId">The item's id; null where no item is concerned or it has none.</param>
/// <param name="Action">What was done, as a sentence.</param>
public sealed record Deviation(
    DeviationKind Kind,
    DeviationSeverity Severity,
    string? EventType,
    long? SequenceNumber,
    int? OutputIndex,
    string? ItemId,
    string Action);
