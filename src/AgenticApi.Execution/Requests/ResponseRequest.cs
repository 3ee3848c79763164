using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Execution;

/// <summary>What goes out to create a response. Members that are null are not sent.</summary>
public sealed record ResponseRequest
{
    /// <summary>The <c>model</c>.</summary>
    public string? Model { get; init; }

    /// <summary>The <c>instructions</c>.</summary>
    public string? Instructions { get; init; }

    /// <summary>The items of the <c>input</c>, each as it is sent.</summary>
    public IReadOnlyList<OutputItem> Input { get; init; } = [];

    /// <summary>The <c>tools</c>, each as it is sent.</summary>
    public IReadOnlyList<JsonElement> Tools { get; init; } = [];

    /// <summary>The <c>tool_choice</c>: a string or an object; undefined leaves it out.</summary>
    public JsonElement ToolChoice { get; init; }

    /// <summary>The <c>parallel_tool_calls</c>.</summary>
    public bool? ParallelToolCalls { get; init; }

    /// <summary>The <c>previous_response_id</c>.</summary>
    public string? PreviousResponseId { get; init; }

    /// <summary>The <c>conversation</c>.</summary>
    public string? Conversation { get; init; }

    /// <summary>The <c>store</c>.</summary>
    public bool? Store { get; init; }

    /// <summary>The <c>background</c>.</summary>
    public bool? Background { get; init; }

    /// <summary>The <c>include</c>.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>The <c>max_output_tokens</c>.</summary>
    public long? MaxOutputTokens { get; init; }

    /// <summary>The <c>temperature</c>.</summary>
    public double? Temperature { get; init; }

    /// <summary>The effort in <c>reasoning</c>: <c>low</c>, <c>medium</c>, <c>high</c>.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>Any other member as JSON. One of the same name as a typed member wins over it; <c>stream</c> is ignored. Not changed while requests are sent.</summary>
    public JsonObject? Other { get; init; }

    /// <summary>A request whose input is one message of the user.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static ResponseRequest FromText(string text) => new() { Input = [MessageItem.User(text)] };

    /// <summary>A request of items.</summary>
    /// <param name="items">The items, in their order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null.</exception>
    public static ResponseRequest FromItems(params IEnumerable<OutputItem> items) => new() { Input = [.. items] };

    /// <summary>The next request of the same conversation.</summary>
    /// <remarks>
    /// A <see cref="ToolChoice"/> that forces a call is left out, so that the model can answer. With <see cref="Continuation.Items"/> the items of
    /// the response are sent as they came, reasoning included. Left out are calls that were cut off together with the reasoning that led to them,
    /// and, with <c>store: false</c>, reasoning that the server cannot read. A function call whose arguments are no JSON object is sent with
    /// <c>{}</c> in their place, because some servers refuse the conversation otherwise; the response keeps what came.
    /// </remarks>
    /// <param name="result">What this request came to.</param>
    /// <param name="outputs">The outputs of its calls, and whatever else is to follow.</param>
    /// <param name="continuation">
    /// Who keeps the conversation. With <see cref="Continuation.Items"/> this request must hold all of it: what an earlier response or a
    /// conversation brought in is not sent.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="result"/> or <paramref name="outputs"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The response has no id, or the request no conversation, to continue with.</exception>
    public ResponseRequest Continue(AccumulatedResponse result, IEnumerable<OutputItem> outputs, Continuation continuation = Continuation.Items)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(outputs);
        return NextRequest.Of(this, result, outputs, continuation);
    }

    /// <summary>The body.</summary>
    /// <param name="stream">The <c>stream</c> member, also where <see cref="Other"/> has one.</param>
    public byte[] ToUtf8Json(bool stream) => RequestBody.Write(this, stream);

    /// <summary>The model and the number of items only: content never gets into a log by accident.</summary>
    public override string ToString() => $"{nameof(ResponseRequest)} {{ {Model}, {Input.Count} items }}";
}
