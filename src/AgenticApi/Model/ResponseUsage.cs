using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>The tokens that a response took: its <c>usage</c>. A count that the server left out is 0.</summary>
public sealed class ResponseUsage : WireObject
{
    internal ResponseUsage(JsonElement json)
        : base(json)
    {
    }

    /// <summary>Tokens read, cached ones included.</summary>
    public long InputTokens => Integer("input_tokens"u8) ?? 0;

    /// <summary>Tokens written, reasoning included.</summary>
    public long OutputTokens => Integer("output_tokens"u8) ?? 0;

    /// <summary>Both together, as the server counts them.</summary>
    public long TotalTokens => Integer("total_tokens"u8) ?? 0;

    /// <summary>How many of the tokens read came from a cache.</summary>
    public long CachedTokens => Detail("input_tokens_details"u8, "cached_tokens"u8);

    /// <summary>How many of the tokens written were reasoning.</summary>
    public long ReasoningTokens => Detail("output_tokens_details"u8, "reasoning_tokens"u8);

    private long Detail(ReadOnlySpan<byte> group, ReadOnlySpan<byte> name) =>
        JsonText.GetInteger(JsonText.Member(Member(group), name)) ?? 0;
}
