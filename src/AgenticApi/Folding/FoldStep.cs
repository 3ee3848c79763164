namespace AgenticApi.Folding;

/// <summary>What one event did to the response.</summary>
/// <param name="Effect">The effect of the event.</param>
/// <param name="Item">The item of the event; null if it has none.</param>
/// <param name="IsFinished">Whether the event finished the item.</param>
internal readonly record struct FoldStep(StepEffect Effect, ItemSlot? Item = null, bool IsFinished = false)
{
    /// <summary>Returns the step of an event that changed nothing.</summary>
    public static FoldStep Ignored(ItemSlot? item = null) => new(StepEffect.Ignored, item);
}
