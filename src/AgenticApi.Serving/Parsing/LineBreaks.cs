namespace AgenticApi.Serving.Parsing;

/// <summary>Counting line breaks, <c>\n</c> or <c>\r\n</c>.</summary>
internal static class LineBreaks
{
    /// <summary>How long the line breaks at the end of the text are, at most <paramref name="count"/> of them.</summary>
    public static int AtEnd(ReadOnlySpan<char> text, int count)
    {
        var rest = text;
        for (; count > 0 && rest.EndsWith('\n'); count--)
        {
            rest = rest[..(rest.EndsWith("\r\n") ? ^2 : ^1)];
        }

        return text.Length - rest.Length;
    }

    /// <summary>How long the line break at the beginning of the text is; 0 where there is none, and null where the text is too short to tell.</summary>
    public static int? AtStart(ReadOnlySpan<char> text, bool isEnd) =>
        text.StartsWith('\n') ? 1 : text.StartsWith("\r\n") ? 2 : !isEnd && (text.IsEmpty || text is "\r") ? null : 0;
}
