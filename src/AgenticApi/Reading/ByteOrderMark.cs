namespace AgenticApi.Reading;

/// <summary>The character that some writers put before a text to name its encoding. It is no part of the text, and JSON does not allow it.</summary>
internal static class ByteOrderMark
{
    public static ReadOnlySpan<byte> Utf8 => "\uFEFF"u8;

    /// <summary>The bytes without a mark at their beginning.</summary>
    public static ReadOnlySpan<byte> WithoutMark(this ReadOnlySpan<byte> utf8) => utf8.StartsWith(Utf8) ? utf8[Utf8.Length..] : utf8;
}
