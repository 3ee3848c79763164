using AgenticApi.Serving.Chat;
using AgenticApi.Serving.Tools;

namespace AgenticApi.Serving.Emitting;

/// <summary>The settings for the items of a response, from its request and options.</summary>
internal sealed class ItemSettings(ResponseEmitterOptions options)
{
    /// <summary>Whether text or reasoning that is only white space becomes an item.</summary>
    public bool KeepsWhiteSpace { get; } = options.KeepWhiteSpace;

    /// <summary>The tools that the model may call, by the names that the model uses.</summary>
    public ServedTools Tools { get; } = options.Tools ?? ServedTools.Of(options.Request);

    /// <summary>Whether log probabilities are sent.</summary>
    public bool HasLogprobs { get; } = Includes(options, "message.output_text.logprobs");

    /// <summary>
    /// Creates the <c>encrypted_content</c> of reasoning; null if the request does not include it or there is no such function.
    /// </summary>
    public Func<string, string>? SealReasoning { get; } = Includes(options, "reasoning.encrypted_content") ? options.SealReasoning : null;

    private static bool Includes(ResponseEmitterOptions options, string name) => options.Request.Member("include").Values().Any(value => value.Text() == name);
}
