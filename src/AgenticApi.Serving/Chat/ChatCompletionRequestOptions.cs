using System.Collections.Frozen;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Serving;

/// <summary>The options for the translation of a request into Chat Completions.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ChatCompletionRequestOptions
{
    /// <summary>
    /// Gets the default of <see cref="PassedMembers"/>: members of vLLM, SGLang, llama.cpp and OpenAI's Chat Completions that the Responses
    /// API does not have, for example <c>seed</c>, <c>stop</c>, <c>top_k</c>, <c>min_p</c>, <c>presence_penalty</c>, <c>logit_bias</c> and
    /// <c>chat_template_kwargs</c>.
    /// </summary>
    public static IReadOnlySet<string> DefaultPassedMembers { get; } = ChatMembers.Passed.Keys.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// Gets the members of a request that are passed to the model's server unchanged: members that the Responses API does not have, and
    /// members of the Responses API that are otherwise left out, for example <c>service_tier</c>. A member in
    /// <see cref="DefaultPassedMembers"/> must have the type that servers expect. A member that neither the Responses API nor this set has
    /// is refused. The default is <see cref="DefaultPassedMembers"/>.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public IReadOnlySet<string> PassedMembers
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = DefaultPassedMembers;

    /// <summary>
    /// Gets whether <c>max_output_tokens</c> becomes <c>max_tokens</c>, for servers that do not know <c>max_completion_tokens</c>. The
    /// default is false.
    /// </summary>
    public bool UsesMaxTokens { get; init; }

    /// <summary>
    /// Gets whether system and developer messages keep their places in the conversation. The default is false: they and the instructions
    /// become one system message at the beginning, because the chat templates of many open models reject system messages elsewhere.
    /// </summary>
    public bool KeepsSystemMessages { get; init; }

    /// <summary>
    /// Gets whether the model knows the role <c>developer</c>. If true, developer messages that keep their places (see
    /// <see cref="KeepsSystemMessages"/>) also keep their role. The default is false: their role becomes <c>system</c>.
    /// </summary>
    public bool KnowsDeveloper { get; init; }

    /// <summary>
    /// Gets whether tools that the server of the API runs itself, for example <c>web_search</c>, are left out;
    /// <see cref="ChatCompletionRequestResult.LeftOutTools"/> lists them. The default is false: a request with such a tool is refused.
    /// </summary>
    public bool LeavesOutHostedTools { get; init; }

    /// <summary>
    /// Gets the function that decrypts the <c>encrypted_content</c> of a reasoning or compaction item. It returns the text, or null if it
    /// cannot decrypt the content. In this case the model gets the content or the summary of the item; an item without either is left out.
    /// Null, the default, means that nothing can be decrypted. The function may be called several times for one request, and at the same
    /// time for several requests.
    /// </summary>
    public Func<string, string?>? OpenReasoning { get; init; }

    /// <summary>Returns the same options with another <see cref="OpenReasoning"/>.</summary>
    internal ChatCompletionRequestOptions Opening(Func<string, string?> openReasoning) => new()
    {
        PassedMembers = PassedMembers,
        UsesMaxTokens = UsesMaxTokens,
        KeepsSystemMessages = KeepsSystemMessages,
        KnowsDeveloper = KnowsDeveloper,
        LeavesOutHostedTools = LeavesOutHostedTools,
        OpenReasoning = openReasoning,
    };
}
