using System.Text.Json;

namespace AgenticApi.Serving;

/// <summary>More of text of the answer.</summary>
/// <param name="text">The piece, as short or long as it came. It may end in the middle of a surrogate pair; an empty one says nothing.</param>
/// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
public sealed class ContentDelta(string text) : ModelDelta
{
    /// <summary>The piece of text.</summary>
    public string Text { get; } = text ?? throw new ArgumentNullException(nameof(text));

    /// <summary>
    /// The log probabilities of the tokens in the piece, an array as the API has it (<c>token</c>, <c>logprob</c>, <c>bytes</c>,
    /// <c>top_logprobs</c>); undefined, the default, for none. They are sent only if the request includes <c>message.output_text.logprobs</c>.
    /// </summary>
    public JsonElement Logprobs { get; init; }
}
