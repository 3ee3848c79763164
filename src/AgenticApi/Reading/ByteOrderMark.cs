namespace AgenticApi;

/// <summary>The character that some writers put before a text to name its encoding. It is no part of the text.</summary>
internal static class ByteOrderMark
{
    public static ReadOnlySpan<byte> Utf8 => "\uFEFF"u8;
}
