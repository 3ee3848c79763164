using System.Collections.Frozen;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Serving;

/// <summary>How a request is written for a Chat Completions server.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ChatCompletionRequestOptions
{
    /// <summary>
    /// The members that <see cref="PassedMembers"/> holds by default: those of vLLM, SGLang, llama.cpp and OpenAI's Chat Completions that the
    /// Responses API has not, as <c>seed</c>, <c>stop</c>, <c>top_k</c>, <c>min_p</c>, <c>presence_penalty</c>, <c>logit_bias</c> and
    /// <c>chat_template_kwargs</c>.
    /// </summary>
    public static IReadOnlySet<string> DefaultPassedMembers { get; } = ChatMembers.Passed.Keys.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// The members of the request that go to the model's server as they are: those that the Responses API does not know, and those that it
    /// has and that are left out otherwise, as <c>service_tier</c>. Those among <see cref="DefaultPassedMembers"/> must have the type that
    /// servers know. What is in no list is refused. Default: <see cref="DefaultPassedMembers"/>.
    /// </summary>
    public IReadOnlySet<string> PassedMembers { get; init; } = DefaultPassedMembers;

    /// <summary>
    /// Whether <c>max_output_tokens</c> becomes <c>max_tokens</c>, for servers that do not know <c>max_completion_tokens</c>. Default: false.
    /// </summary>
    public bool UsesMaxTokens { get; init; }

    /// <summary>
    /// Whether system and developer messages stay where they are. Default: false. They and the instructions then are one system message at
    /// the beginning, because the templates of open models refuse others.
    /// </summary>
    public bool KeepsSystemMessages { get; init; }

    /// <summary>
    /// Whether the model knows the role <c>developer</c>, so that developer messages keep it where <see cref="KeepsSystemMessages"/> says that
    /// they stay. Default: false. The role then is <c>system</c>.
    /// </summary>
    public bool KnowsDeveloper { get; init; }

    /// <summary>
    /// Whether tools that the API's server runs itself, as <c>web_search</c>, are left out; <see cref="ChatCompletionRequestResult.LeftOutTools"/>
    /// tells which. Default: false. A request with one is refused.
    /// </summary>
    public bool LeavesOutHostedTools { get; init; }

    /// <summary>
    /// Opens the <c>encrypted_content</c> of a reasoning or compaction item: its text, or null where it is none of one's own. Then the content
    /// or the summary of the item is given to the model, and an item without either is left out. Default: null, as if it always answered null.
    /// It may be called several times for a request, and by several requests at once.
    /// </summary>
    public Func<string, string?>? OpenReasoning { get; init; }

    /// <summary>The same options, but for what opens encrypted reasoning.</summary>
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
