using AgenticApi.Serving.Tools;

namespace AgenticApi.Serving;

/// <summary>A Chat Completions request that was translated from a request of the Responses API.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ChatCompletionRequestResult
{
    internal ChatCompletionRequestResult(ReadOnlyMemory<byte> body, IReadOnlyList<string> leftOutTools, ServedTools tools) =>
        (Body, LeftOutTools, Tools) = (body, leftOutTools, tools);

    /// <summary>
    /// Gets the body of the request, UTF-8 JSON. Parse it for <see cref="ModelTextParserOptions.Request"/>: its tools have the names that
    /// the model uses.
    /// </summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>
    /// Gets the types of the tools that were left out, for example <c>web_search</c>, each once. Empty unless
    /// <see cref="ChatCompletionRequestOptions.LeavesOutHostedTools"/> is true.
    /// </summary>
    public IReadOnlyList<string> LeftOutTools { get; }

    /// <summary>Gets the tools of the request and of its history.</summary>
    internal ServedTools Tools { get; }
}
