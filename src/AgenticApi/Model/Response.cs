using System.Text.Json;

namespace AgenticApi;

/// <summary>
/// A response of the Responses API. What has no property here (tools, text format, reasoning settings and all that a server
/// adds of its own) stands in <see cref="WireObject.Json"/>.
/// </summary>
public sealed class Response : WireObject
{
    private IReadOnlyList<OutputItem>? _output;
    private string? _outputText;

    internal Response(JsonElement json)
        : base(json)
    {
    }

    internal Response(byte[] utf8)
        : base(utf8)
    {
    }

    /// <summary>The response's id, for <c>previous_response_id</c>; empty where the server gave none.</summary>
    public string Id => String("id"u8) ?? "";

    /// <summary>The response's status (see <see cref="Statuses"/>); null where the server gave none and none follows.</summary>
    public string? Status => String("status"u8);

    /// <summary>The model that answered; null where the server does not say.</summary>
    public string? Model => String("model"u8);

    /// <summary>When the response was created; null where the server does not say.</summary>
    public DateTimeOffset? CreatedAt => UnixTime("created_at"u8);

    /// <summary>When it was completed; null where it was not, or the server does not say.</summary>
    public DateTimeOffset? CompletedAt => UnixTime("completed_at"u8);

    /// <summary>What the model produced, in order; empty where it produced nothing.</summary>
    public IReadOnlyList<OutputItem> Output => _output ??= List("output"u8, OutputItem.FromJson);

    /// <summary>The text of every <c>output_text</c> part of every message, joined; empty where there is none.</summary>
    public string OutputText => _outputText ??= string.Concat(Output.OfType<MessageItem>().Select(message => message.OutputText));

    /// <summary>The function calls among the output, in order; empty where there are none.</summary>
    public IEnumerable<FunctionCallItem> FunctionCalls => Output.OfType<FunctionCallItem>();

    /// <summary>The tokens it took; null until the end, and where the server does not count.</summary>
    public ResponseUsage? Usage => Object("usage"u8, json => new ResponseUsage(json));

    /// <summary>Why it failed; null where it did not.</summary>
    public ResponseError? Error => Object("error"u8, json => new ResponseError(json));

    /// <summary>Why it is incomplete; null where it is not.</summary>
    public IncompleteDetails? IncompleteDetails => Object("incomplete_details"u8, json => new IncompleteDetails(json));

    /// <summary>The response that this one continues; null where it starts a conversation.</summary>
    public string? PreviousResponseId => String("previous_response_id"u8);

    /// <summary>The system instructions where they are text; null where there are none or they are items.</summary>
    public string? Instructions => String("instructions"u8);

    /// <summary>Whether the response runs in the background; null where the server does not say.</summary>
    public bool? Background => Boolean("background"u8);

    /// <summary>Whether one turn may hold several calls; null where the server does not say.</summary>
    public bool? ParallelToolCalls => Boolean("parallel_tool_calls"u8);

    /// <summary>The most tokens that the response may take, reasoning included; null where there is no bound.</summary>
    public long? MaxOutputTokens => Integer("max_output_tokens"u8);

    /// <summary>The sampling temperature, 0 to 2; null where the server does not say.</summary>
    public double? Temperature => Number("temperature"u8);

    /// <summary>The share of probability that is sampled from, 0 to 1; null where the server does not say.</summary>
    public double? TopP => Number("top_p"u8);

    /// <summary>The tier that served the request; null where the server does not say.</summary>
    public string? ServiceTier => String("service_tier"u8);
}
