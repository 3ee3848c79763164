using System.Text.Json;

namespace AgenticApi;

/// <summary>
/// A response of the Responses API. Members that have no property here (tools, text format, reasoning settings, extensions of a
/// server) are in <see cref="WireObject.Json"/>.
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

    /// <summary>The <c>id</c>, for <c>previous_response_id</c>; empty if absent.</summary>
    public string Id => String("id"u8) ?? "";

    /// <summary>The <c>status</c> (see <see cref="Statuses"/>); null if absent and if it cannot be inferred.</summary>
    public string? Status => String("status"u8);

    /// <summary>The <c>model</c> that answered; null if absent.</summary>
    public string? Model => String("model"u8);

    /// <summary>When the response was created, in UTC (<c>created_at</c>, Unix seconds); null if absent.</summary>
    public DateTimeOffset? CreatedAt => UnixTime("created_at"u8);

    /// <summary>
    /// When the response was completed, in UTC (<c>completed_at</c>, Unix seconds); null if absent, for example before the end.
    /// </summary>
    public DateTimeOffset? CompletedAt => UnixTime("completed_at"u8);

    /// <summary>The items that the model produced (<c>output</c>), in order; empty if absent.</summary>
    public IReadOnlyList<OutputItem> Output => _output ??= List("output"u8, OutputItem.FromJson);

    /// <summary>The text of every <c>output_text</c> part of every message, joined; empty if there is none.</summary>
    public string OutputText => _outputText ??= string.Concat(Output.OfType<MessageItem>().Select(message => message.OutputText));

    /// <summary>The function calls in <see cref="Output"/>, in order; empty if there are none.</summary>
    public IEnumerable<FunctionCallItem> FunctionCalls => Output.OfType<FunctionCallItem>();

    /// <summary>The tokens that were used (<c>usage</c>); null if absent, for example before the end.</summary>
    public ResponseUsage? Usage => Object("usage"u8, json => new ResponseUsage(json));

    /// <summary>Why the response failed (<c>error</c>); null if absent.</summary>
    public ResponseError? Error => Object("error"u8, json => new ResponseError(json));

    /// <summary>Why the response is incomplete (<c>incomplete_details</c>); null if absent.</summary>
    public IncompleteDetails? IncompleteDetails => Object("incomplete_details"u8, json => new IncompleteDetails(json));

    /// <summary>The id of the response that this one continues (<c>previous_response_id</c>); null if absent.</summary>
    public string? PreviousResponseId => String("previous_response_id"u8);

    /// <summary>The system <c>instructions</c> if they are text; null if absent or if they are items.</summary>
    public string? Instructions => String("instructions"u8);

    /// <summary>Whether the response runs in the background (<c>background</c>); null if absent.</summary>
    public bool? Background => Boolean("background"u8);

    /// <summary>Whether one turn may hold several calls (<c>parallel_tool_calls</c>); null if absent.</summary>
    public bool? ParallelToolCalls => Boolean("parallel_tool_calls"u8);

    /// <summary>
    /// The upper bound of output tokens, reasoning included (<c>max_output_tokens</c>); null if absent, which means no bound.
    /// </summary>
    public long? MaxOutputTokens => Integer("max_output_tokens"u8);

    /// <summary>The sampling <c>temperature</c>, from 0 to 2; null if absent.</summary>
    public double? Temperature => Number("temperature"u8);

    /// <summary>The share of probability to sample from, from 0 to 1 (<c>top_p</c>); null if absent.</summary>
    public double? TopP => Number("top_p"u8);

    /// <summary>The tier that served the request (<c>service_tier</c>); null if absent.</summary>
    public string? ServiceTier => String("service_tier"u8);
}
