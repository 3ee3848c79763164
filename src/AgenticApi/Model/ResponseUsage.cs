using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>The tokens that a response used: its <c>usage</c>. Absent counts are 0.</summary>
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

    /// <summary>The sum of both according to the server (<c>total_tokens</c>).</summary>
    public long TotalTokens => Integer("total_tokens"u8) ?? 0;

    /// <summary>The tokens read from a cache (<c>input_tokens_details.cached_tokens</c>).</summary>
    public long CachedTokens => Detail("input_tokens_details"u8, "cached_tokens"u8);

    /// <summary>The tokens of reasoning written (<c>output_tokens_details.reasoning_tokens</c>).</summary>
    public long ReasoningTokens => Detail("output_tokens_details"u8, "reasoning_tokens"u8);

    /// <summary>Adds the tokens of two responses, like <see cref="Add"/>.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <exception cref="ArgumentNullException"><paramref name="left"/> or <paramref name="right"/> is null.</exception>
    public static ResponseUsage operator +(ResponseUsage left, ResponseUsage right) => Add(left, right);

    /// <summary>
    /// Adds the tokens of two responses. Members other than the five counts are dropped. Sums saturate at the range of a long.
    /// </summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <exception cref="ArgumentNullException"><paramref name="left"/> or <paramref name="right"/> is null.</exception>
    public static ResponseUsage Add(ResponseUsage left, ResponseUsage right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new ResponseUsage(NewItem.Write(writer =>
        {
            writer.WriteNumber("input_tokens"u8, Sum(left.InputTokens, right.InputTokens));
            writer.WriteStartObject("input_tokens_details"u8);
            writer.WriteNumber("cached_tokens"u8, Sum(left.CachedTokens, right.CachedTokens));
            writer.WriteEndObject();
            writer.WriteNumber("output_tokens"u8, Sum(left.OutputTokens, right.OutputTokens));
            writer.WriteStartObject("output_tokens_details"u8);
            writer.WriteNumber("reasoning_tokens"u8, Sum(left.ReasoningTokens, right.ReasoningTokens));
            writer.WriteEndObject();
            writer.WriteNumber("total_tokens"u8, Sum(left.TotalTokens, right.TotalTokens));
        }));
    }

    // A server can send any number, so adding must not throw.
    private static long Sum(long left, long right) => (long)Int128.Clamp((Int128)left + right, long.MinValue, long.MaxValue);

    private long Detail(ReadOnlySpan<byte> group, ReadOnlySpan<byte> name) =>
        JsonText.GetInteger(JsonText.Member(Member(group), name)) ?? 0;
}
