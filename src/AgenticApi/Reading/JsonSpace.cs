namespace AgenticApi.Reading;

/// <summary>The white space that JSON allows between values: space, tab, line feed and carriage return.</summary>
internal static class JsonSpace
{
    private static ReadOnlySpan<byte> All => " \t\r\n"u8;

    /// <summary>Returns the bytes without white space at both ends.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> bytes) =>
        // Most data has none. Two comparisons are faster than a general search for four values.
        bytes is [> (byte)' ', .., > (byte)' '] ? bytes : bytes.Trim(All);

    /// <summary>Returns the number of white space bytes at the start.</summary>
    public static int CountAtStart(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.IndexOfAnyExcept(All);
        return length < 0 ? bytes.Length : length;
    }

    /// <summary>Returns the number of white space bytes at the end.</summary>
    public static int CountAtEnd(ReadOnlySpan<byte> bytes) => bytes.Length - 1 - bytes.LastIndexOfAnyExcept(All);
}
