namespace AgenticApi.Serving.Parsing;

/// <summary>Finds line breaks, <c>\n</c> or <c>\r\n</c>.</summary>
internal static class LineBreaks
{
    /// <summary>Returns the length of the line breaks at the end of a text, at most <paramref name="count"/> of them.</summary>
    public static int AtEnd(ReadOnlySpan<char> text, int count)
    {
        var rest = text;
        for (; count > 0 && rest.EndsWith('\n'); count--)
        {
            rest = rest[..(rest.EndsWith("\r\n") ? ^2 : ^1)];
        }

        return text.Length - rest.Length;
    }

    /// <summary>
    /// Returns the length of the line break at the start of a text; 0 if there is none, null if more text is needed to decide.
    /// </summary>
    public static int? AtStart(ReadOnlySpan<char> text, bool isEnd) =>
        text.StartsWith('\n') ? 1 : text.StartsWith("\r\n") ? 2 : !isEnd && (text.IsEmpty || text is "\r") ? null : 0;
}
