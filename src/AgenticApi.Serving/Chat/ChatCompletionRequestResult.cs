using AgenticApi.Serving.Tools;

namespace AgenticApi.Serving;

/// <summary>The Chat Completions request that a Responses request became.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ChatCompletionRequestResult
{
    internal ChatCompletionRequestResult(ReadOnlyMemory<byte> body, IReadOnlyList<string> leftOutTools, ServedTools tools) =>
        (Body, LeftOutTools, Tools) = (body, leftOutTools, tools);

    /// <summary>
    /// The body of the request to the model's server, UTF-8 JSON. Parsed, it may also be <see cref="ModelTextParserOptions.Request"/>: its tools
    /// have the names that the model uses.
    /// </summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>
    /// The types of the tools that the model was not given, as <c>web_search</c>, each once; empty unless
    /// <see cref="ChatCompletionRequestOptions.LeavesOutHostedTools"/> is set.
    /// </summary>
    public IReadOnlyList<string> LeftOutTools { get; }

    /// <summary>The tools of the request, and those that its history added.</summary>
    internal ServedTools Tools { get; }
}
