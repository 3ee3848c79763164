using System.Text.Json;

namespace AgenticApi;

/// <summary>The reason why a response is incomplete: its <c>incomplete_details</c>.</summary>
public sealed class IncompleteDetails : WireObject
{
    /// <summary>The reason that this library gives if a stream stopped without a terminal event.</summary>
    public const string StreamTruncated = "stream_truncated";

    internal IncompleteDetails(JsonElement json)
        : base(json)
    {
    }

    /// <summary>
    /// The <c>reason</c>: <c>max_output_tokens</c>, <c>content_filter</c>, <see cref="StreamTruncated"/> or another; null if absent.
    /// </summary>
    public string? Reason => String("reason"u8);
}
