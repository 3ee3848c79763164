namespace AgenticApi.Reading;

/// <summary>The event in which a deviation was found. All members are null if it was found in no single event.</summary>
internal readonly record struct EventPosition(string? EventType, long? SequenceNumber, int? OutputIndex);
