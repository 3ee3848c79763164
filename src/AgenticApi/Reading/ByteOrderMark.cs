namespace AgenticApi.Reading;

/// <summary>The byte-order mark that some writers put before UTF-8 text. JSON does not allow it, and nobody means it.</summary>
internal static class ByteOrderMark
{
    /// <summary>The bytes without a mark at their beginning.</summary>
    public static ReadOnlySpan<byte> WithoutMark(this ReadOnlySpan<byte> utf8) => utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
}
