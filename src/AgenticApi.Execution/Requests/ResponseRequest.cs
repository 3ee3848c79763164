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

    /// <summary>Any other member as JSON. One of the same name as a typed member wins over it. Not changed while requests are sent.</summary>
    public JsonObject? Other { get; init; }

    /// <summary>A request whose input is one message of the user.</summary>
    public static ResponseRequest FromText(string text) => throw new NotImplementedException();

    /// <summary>A request of items.</summary>
    public static ResponseRequest FromItems(params IEnumerable<OutputItem> items) => throw new NotImplementedException();

    /// <summary>The next request of the same conversation.</summary>
    /// <param name="result">What this request came to.</param>
    /// <param name="outputs">The outputs of its calls, and whatever else is to follow.</param>
    /// <param name="continuation">Who keeps the conversation.</param>
    public ResponseRequest Continue(AccumulatedResponse result, IEnumerable<OutputItem> outputs, Continuation continuation = Continuation.Items) =>
        throw new NotImplementedException();

    /// <summary>The body.</summary>
    /// <param name="stream">The <c>stream</c> member.</param>
    public byte[] ToUtf8Json(bool stream) => throw new NotImplementedException();
}
