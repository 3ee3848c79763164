namespace AgenticApi.Serving;

/// <summary>More of the model's raw reasoning.</summary>
/// <param name="text">The piece, as short or long as it came. It may end in the middle of a surrogate pair; an empty one says nothing.</param>
/// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
public sealed class ReasoningDelta(string text) : ModelDelta
{
    /// <summary>The piece of text.</summary>
    public string Text { get; } = text ?? throw new ArgumentNullException(nameof(text));
}
