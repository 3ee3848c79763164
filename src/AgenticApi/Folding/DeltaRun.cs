namespace AgenticApi.Folding;

/// <summary>
/// The target of the last delta. The next delta of the same run, which differs only in text and number, has the same target.
/// </summary>
/// <param name="Run">The run; null if the last event belongs to none.</param>
/// <param name="Item">The item.</param>
/// <param name="Part">The part to append to.</param>
internal readonly record struct DeltaRun(object? Run, ItemSlot Item, StreamedPart Part);
