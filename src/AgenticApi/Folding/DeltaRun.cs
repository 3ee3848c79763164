namespace AgenticApi.Folding;

/// <summary>Where the last delta went: the next one of the same run, which differs in its text and number alone, goes there too.</summary>
/// <param name="Run">The run; null where the last event was no such delta.</param>
/// <param name="Item">The item.</param>
/// <param name="Part">The part whose text goes on.</param>
internal readonly record struct DeltaRun(object? Run, ItemSlot Item, StreamedPart Part);
