namespace AgenticApi.Serving;

/// <summary>A piece of the model's raw reasoning.</summary>
/// <param name="text">The piece, of any length. It may end in the middle of a surrogate pair. An empty piece has no effect.</param>
/// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
public sealed class ReasoningDelta(string text) : ModelDelta
{
    /// <summary>Gets the piece of text.</summary>
    public string Text { get; } = text ?? throw new ArgumentNullException(nameof(text));
}
