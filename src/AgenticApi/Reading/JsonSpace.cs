namespace AgenticApi.Reading;

/// <summary>What JSON allows between its values: space, tab, line feed and carriage return. Nothing else is white space there.</summary>
internal static class JsonSpace
{
    private static ReadOnlySpan<byte> All => " \t\r\n"u8;

    /// <summary>The bytes without the white space at both ends.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> bytes) =>
        // Most data has none, and a general search for four values costs more than two comparisons.
        bytes is [> (byte)' ', .., > (byte)' '] ? bytes : bytes.Trim(All);

    /// <summary>How many bytes of white space stand at the start.</summary>
    public static int CountAtStart(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.IndexOfAnyExcept(All);
        return length < 0 ? bytes.Length : length;
    }

    /// <summary>How many bytes of white space stand at the end.</summary>
    public static int CountAtEnd(ReadOnlySpan<byte> bytes) => bytes.Length - 1 - bytes.LastIndexOfAnyExcept(All);
}
