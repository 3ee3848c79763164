namespace AgenticApi.Serving.Parsing;

/// <summary>Finding tags in text that comes in pieces.</summary>
internal static class Tags
{
    public const string ToolCall = "<tool_call>";
    public const string ToolCallEnd = "</tool_call>";

    /// <summary>How many characters at the end of the text may be the beginning of a tag.</summary>
    public static int Begun(ReadOnlySpan<char> text, ReadOnlySpan<char> tag)
    {
        for (var length = Math.Min(text.Length, tag.Length - 1); length > 0; length--)
        {
            if (text[^length..].SequenceEqual(tag[..length]))
            {
                return length;
            }
        }

        return 0;
    }

    /// <summary>Passes over white space and then a tag, where they stand.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The place to look at, and afterwards that behind the tag.</param>
    /// <param name="tag">The tag.</param>
    /// <returns>Whether the tag stands there; null where the text ends too early to tell.</returns>
    public static bool? Pass(ReadOnlySpan<char> text, ref int at, ReadOnlySpan<char> tag)
    {
        var rest = text[at..].TrimStart();
        if (rest.StartsWith(tag))
        {
            at = text.Length - rest.Length + tag.Length;
            return true;
        }

        return tag.StartsWith(rest) ? null : false;
    }
}
