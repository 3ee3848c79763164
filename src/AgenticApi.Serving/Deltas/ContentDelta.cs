using System.Text.Json;

namespace AgenticApi.Serving;

/// <summary>A piece of the answer's text.</summary>
/// <param name="text">The piece, of any length. It may end in the middle of a surrogate pair. An empty piece has no effect.</param>
/// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
public sealed class ContentDelta(string text) : ModelDelta
{
    /// <summary>Gets the piece of text.</summary>
    public string Text { get; } = text ?? throw new ArgumentNullException(nameof(text));

    /// <summary>
    /// Gets the log probabilities of the tokens in the piece: an array in the format of the Responses API (<c>token</c>, <c>logprob</c>,
    /// <c>bytes</c>, <c>top_logprobs</c>). Undefined, the default, means none. They are sent only if the request includes
    /// <c>message.output_text.logprobs</c>.
    /// </summary>
    public JsonElement Logprobs { get; init; }
}
