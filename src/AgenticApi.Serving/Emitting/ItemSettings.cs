using AgenticApi.Serving.Chat;
using AgenticApi.Serving.Tools;

namespace AgenticApi.Serving.Emitting;

/// <summary>What a response's request and options say of its items.</summary>
internal sealed class ItemSettings(ResponseEmitterOptions options)
{
    /// <summary>Whether text or reasoning of nothing but white space makes an item.</summary>
    public bool KeepsWhiteSpace { get; } = options.KeepWhiteSpace;

    /// <summary>The tools that the model may call, by the names that it uses.</summary>
    public ServedTools Tools { get; } = options.Tools ?? ServedTools.Of(options.Request);

    /// <summary>Whether log probabilities are sent.</summary>
    public bool HasLogprobs { get; } = Includes(options, "message.output_text.logprobs");

    /// <summary>Makes the opaque text of reasoning; null where there shall be none.</summary>
    public Func<string, string>? SealReasoning { get; } = Includes(options, "reasoning.encrypted_content") ? options.SealReasoning : null;

    private static bool Includes(ResponseEmitterOptions options, string name) => options.Request.Member("include").Values().Any(value => value.Text() == name);
}
