namespace AgenticApi.Serving;

/// <summary>More of a refusal, which stands in place of an answer.</summary>
/// <param name="text">The piece, as short or long as it came. It may end in the middle of a surrogate pair; an empty one says nothing.</param>
/// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
public sealed class RefusalDelta(string text) : ModelDelta
{
    /// <summary>The piece of text.</summary>
    public string Text { get; } = text ?? throw new ArgumentNullException(nameof(text));
}
