using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Serving.Emitting;

/// <summary>Writes the response object of the lifecycle events: everything except its items.</summary>
internal sealed class ResponseEnvelope
{
    // The members that a response repeats from its request, and their defaults. With an empty default, a missing member is left out.
    private static readonly (string Name, string Default)[] Echoed =
    [
        ("background", "false"), ("instructions", "null"), ("max_output_tokens", "null"), ("max_tool_calls", "null"), ("metadata", "{}"),
        ("parallel_tool_calls", "true"), ("previous_response_id", "null"), ("prompt", ""), ("prompt_cache_key", "null"),
        ("reasoning", """{"effort":null,"summary":null}"""), ("safety_identifier", "null"), ("store", "false"),
        ("temperature", "1"), ("text", """{"format":{"type":"text"}}"""), ("tool_choice", "\"auto\""), ("tools", "[]"), ("top_logprobs", "0"),
        ("top_p", "1"), ("truncation", "\"disabled\""), ("user", "null"),
    ];

    private readonly Utf8Buffer _head = new(256);
    private readonly Utf8Buffer _echo = new(1024);
    private readonly string _serviceTier;

    public ResponseEnvelope(string id, ResponseEmitterOptions options)
    {
        var model = options.Model ?? (options.Request.Member("model").Text() ?? "");
        _head.Append("{\"id\":"u8).AppendString(id).Append(",\"object\":\"response\",\"created_at\":"u8).Append(options.Clock.GetUtcNow().ToUnixTimeSeconds());
        _echo.Append(",\"model\":"u8).AppendString(model);
        foreach (var (name, defaultJson) in Echoed)
        {
            var given = options.Request.Member(name);
            var json = given.HasValue() ? JsonMarshal.GetRawUtf8Value(given)
                : Encoding.UTF8.GetBytes(name == "store" && options.IsKept ? "true" : defaultJson);
            if (!json.IsEmpty)
            {
                _echo.Append(",\""u8).AppendEscaped(name).Append("\":"u8).AppendCompact(json);
            }
        }

        if (ConversationId(options.Request.Member("conversation")) is { } conversation)
        {
            _echo.Append(",\"conversation\":{\"id\":"u8).AppendString(conversation).Append("}"u8);
        }

        _serviceTier = options.Request.Member("service_tier").Text() ?? "default";
    }

    /// <summary>Writes the response in its current state.</summary>
    public void Write(Utf8Buffer json, string status, ReadOnlySpan<byte> output, UsageDelta? usage, ErrorDelta? error = null, string? incompleteReason = null, long? completedAt = null)
    {
        json.Append(_head.Span).Append(",\"status\":"u8).AppendString(status).Append(",\"completed_at\":"u8);
        _ = completedAt is { } time ? json.Append(time) : json.Append("null"u8);
        json.Append(",\"error\":"u8);
        _ = error is null
            ? json.Append("null"u8)
            : json.Append("{\"code\":"u8).AppendString(error.Code).Append(",\"message\":"u8).AppendString(error.Message).Append("}"u8);
        json.Append(",\"incomplete_details\":"u8);
        _ = incompleteReason is null ? json.Append("null"u8) : json.Append("{\"reason\":"u8).AppendString(incompleteReason).Append("}"u8);
        json.Append(_echo.Span).Append(",\"service_tier\":"u8).AppendString(usage?.ServiceTier ?? _serviceTier).Append(",\"output\":["u8).Append(output).Append("],\"usage\":"u8);
        WriteUsage(json, usage);
        json.Append("}"u8);
    }

    private static void WriteUsage(Utf8Buffer json, UsageDelta? usage) => _ = usage is null
        ? json.Append("null"u8)
        : json.Append("{\"input_tokens\":"u8).Append(usage.InputTokens)
            .Append(",\"input_tokens_details\":{\"cached_tokens\":"u8).Append(usage.CachedTokens)
            .Append("},\"output_tokens\":"u8).Append(usage.OutputTokens)
            .Append(",\"output_tokens_details\":{\"reasoning_tokens\":"u8).Append(usage.ReasoningTokens)
            .Append("},\"total_tokens\":"u8).Append(usage.InputTokens + usage.OutputTokens).Append("}"u8);

    /// <summary>Returns the id of the conversation, which is a string or an object with an <c>id</c>.</summary>
    private static string? ConversationId(JsonElement conversation) => conversation.Text() ?? conversation.Member("id").Text();
}
