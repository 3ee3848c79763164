namespace AgenticApi.Reading;

/// <summary>Where in the stream something showed.</summary>
internal readonly record struct EventPosition(string? EventType, long? SequenceNumber, int? OutputIndex);
