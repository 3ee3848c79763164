using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>The tokens that a response used: its <c>usage</c>. A count that is absent is 0.</summary>
public sealed class ResponseUsage : WireObject
{
    internal ResponseUsage(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The tokens read, cached ones included (<c>input_tokens</c>).</summary>
    public long InputTokens => Integer("input_tokens"u8) ?? 0;

    /// <summary>The tokens written, reasoning included (<c>output_tokens</c>).</summary>
    public long OutputTokens => Integer("output_tokens"u8) ?? 0;

    /// <summary>The sum of both, as the server counts it (<c>total_tokens</c>).</summary>
    public long TotalTokens => Integer("total_tokens"u8) ?? 0;

    /// <summary>The tokens read from a cache (<c>input_tokens_details.cached_tokens</c>).</summary>
    public long CachedTokens => Detail("input_tokens_details"u8, "cached_tokens"u8);

    /// <summary>The tokens of reasoning written (<c>output_tokens_details.reasoning_tokens</c>).</summary>
    public long ReasoningTokens => Detail("output_tokens_details"u8, "reasoning_tokens"u8);

    private long Detail(ReadOnlySpan<byte> group, ReadOnlySpan<byte> name) =>
        JsonText.GetInteger(JsonText.Member(Member(group), name)) ?? 0;
}
