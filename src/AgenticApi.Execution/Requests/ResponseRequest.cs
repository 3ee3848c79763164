using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Execution;

/// <summary>A request for a response. Members that are null are not sent. Immutable, except for <see cref="Other"/>.</summary>
public sealed record ResponseRequest
{
    /// <summary>The <c>model</c>; null for the server's default.</summary>
    public string? Model { get; init; }

    /// <summary>The <c>instructions</c>, the system message of the response.</summary>
    public string? Instructions { get; init; }

    /// <summary>The items of the <c>input</c>. They are sent unchanged. Empty by default.</summary>
    public IReadOnlyList<OutputItem> Input { get; init; } = [];

    /// <summary>The <c>tools</c>. They are sent unchanged. Empty by default.</summary>
    public IReadOnlyList<JsonElement> Tools { get; init; } = [];

    /// <summary>The <c>tool_choice</c>, a string or an object; undefined to leave it out.</summary>
    public JsonElement ToolChoice { get; init; }

    /// <summary>The <c>parallel_tool_calls</c>: whether the model may make several calls in one response.</summary>
    public bool? ParallelToolCalls { get; init; }

    /// <summary>The <c>previous_response_id</c>: the response whose conversation the request continues.</summary>
    public string? PreviousResponseId { get; init; }

    /// <summary>The id of the <c>conversation</c> that the request continues.</summary>
    public string? Conversation { get; init; }

    /// <summary>The <c>store</c>: whether the server keeps the response. The default of servers is true.</summary>
    public bool? Store { get; init; }

    /// <summary>The <c>background</c>: whether the response goes on if the connection ends.</summary>
    public bool? Background { get; init; }

    /// <summary>The <c>include</c>: additional data of the response, such as <c>reasoning.encrypted_content</c>. Empty by default.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>The <c>max_output_tokens</c>, including tokens of reasoning.</summary>
    public long? MaxOutputTokens { get; init; }

    /// <summary>The <c>temperature</c>, from 0 to 2. The server checks it.</summary>
    public double? Temperature { get; init; }

    /// <summary>The <c>reasoning.effort</c>, such as <c>low</c>, <c>medium</c> or <c>high</c>.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>
    /// Other members of the body. A member with the name of a typed one replaces it; <c>stream</c> is ignored. Do not change it while a request is
    /// sent. Null for none.
    /// </summary>
    public JsonObject? Other { get; init; }

    /// <summary>Creates a request with one message of the user.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static ResponseRequest FromText(string text) => new() { Input = [MessageItem.User(text)] };

    /// <summary>Creates a request with items.</summary>
    /// <param name="items">The items, in their order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null.</exception>
    public static ResponseRequest FromItems(params IEnumerable<OutputItem> items) => new() { Input = [.. items] };

    /// <summary>Returns the next request of the conversation.</summary>
    /// <remarks>
    /// A <see cref="ToolChoice"/> that forces a call is left out, so that the model can answer. With <see cref="Continuation.Items"/> the items of
    /// the response are sent unchanged, including reasoning, with these exceptions: incomplete calls are left out together with the reasoning before them;
    /// with <c>store: false</c>, reasoning that the server cannot read is left out; and function calls whose arguments are not a JSON object are sent with
    /// <c>{}</c> as arguments, because some servers refuse the conversation otherwise. The response itself is not changed.
    /// </remarks>
    /// <param name="result">The response to this request.</param>
    /// <param name="outputs">The outputs of its calls, and any further items.</param>
    /// <param name="continuation">
    /// Who stores the conversation. With <see cref="Continuation.Items"/>, <see cref="Input"/> must hold the whole conversation: items that a previous
    /// response or a conversation supplied are not sent.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="result"/> or <paramref name="outputs"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The response has no id, or the request names no conversation, that the next request needs.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="continuation"/> is not defined.</exception>
    public ResponseRequest Continue(AccumulatedResponse result, IEnumerable<OutputItem> outputs, Continuation continuation = Continuation.Items)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(outputs);
        return NextRequest.Of(this, result, outputs, continuation);
    }

    /// <summary>Returns the body of the request as UTF-8.</summary>
    /// <param name="stream">The <c>stream</c> member. It replaces that of <see cref="Other"/>.</param>
    public byte[] ToUtf8Json(bool stream) => RequestBody.Write(this, stream);

    /// <summary>Returns the model and the number of items only, so that no content gets into a log.</summary>
    public override string ToString() => $"{nameof(ResponseRequest)} {{ {Model}, {Input.Count} items }}";
}
