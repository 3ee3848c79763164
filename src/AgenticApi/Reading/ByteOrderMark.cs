namespace AgenticApi.Reading;

/// <summary>The byte order mark, which some writers put before a text. It is not part of the text, and JSON does not allow it.</summary>
internal static class ByteOrderMark
{
    public static ReadOnlySpan<byte> Utf8 => "\uFEFF"u8;

    /// <summary>Returns the bytes without a byte order mark at their start.</summary>
    public static ReadOnlySpan<byte> WithoutMark(this ReadOnlySpan<byte> utf8) => utf8.StartsWith(Utf8) ? utf8[Utf8.Length..] : utf8;
}
