namespace AgenticApi.Folding;

/// <summary>What one event did to the fold.</summary>
/// <param name="Effect">What it did.</param>
/// <param name="Item">The item that it is about; null where it is about none.</param>
/// <param name="IsFinished">Whether it finished that item.</param>
internal readonly record struct FoldStep(StepEffect Effect, ItemSlot? Item = null, bool IsFinished = false)
{
    /// <summary>An event from which nothing was taken.</summary>
    public static FoldStep Ignored(ItemSlot? item = null) => new(StepEffect.Ignored, item);
}
