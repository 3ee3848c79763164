namespace AgenticApi.Serving;

/// <summary>Matching tags in text that comes in pieces. An answer is null where the text ends too early to tell.</summary>
public static class Tags
{
    /// <summary>
    /// The longest white space that is looked past, in characters: where more of it stands before a tag, the tag is not taken for what belongs
    /// there. So text that waits is not looked at again and again.
    /// </summary>
    public const int LongestGap = 64;

    /// <summary>Whether a tag stands at the beginning of the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tag">The tag, not empty.</param>
    /// <param name="isEnd">Whether nothing follows the text.</param>
    /// <returns>Whether it does; null where the text is only the beginning of the tag, and more may follow.</returns>
    public static bool? At(ReadOnlySpan<char> text, ReadOnlySpan<char> tag, bool isEnd) =>
        text.StartsWith(tag) ? true : !isEnd && tag.StartsWith(text) ? null : false;

    /// <summary>Passes over white space and then a tag, where they stand.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The place to look at, and afterwards, where the tag stands there, that behind it.</param>
    /// <param name="tag">The tag, not empty.</param>
    /// <param name="isEnd">Whether nothing follows the text.</param>
    /// <returns>Whether the tag stands there, behind <see cref="LongestGap"/> or less; null where the text ends too early to tell.</returns>
    public static bool? Pass(ReadOnlySpan<char> text, ref int at, ReadOnlySpan<char> tag, bool isEnd)
    {
        var rest = text[at..].TrimStart();
        var gap = text.Length - at - rest.Length;
        if (gap > LongestGap)
        {
            return false;
        }

        var isThere = At(rest, tag, isEnd);
        at += isThere == true ? gap + tag.Length : 0;
        return isThere;
    }

    /// <summary>Finds the first of several tags.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isEnd">Whether nothing follows the text.</param>
    /// <param name="tags">The tags, each not empty.</param>
    /// <returns>
    /// The place of the first, or of what may be the beginning of one; the length of the text where there is none: what stands before it can be
    /// passed on.
    /// </returns>
    public static int Find(ReadOnlySpan<char> text, bool isEnd, params ReadOnlySpan<string> tags)
    {
        var first = -1;
        var begun = 0;
        foreach (var tag in tags)
        {
            var at = (first < 0 ? text : text[..Math.Min(text.Length, first + tag.Length)]).IndexOf(tag);
            first = at < 0 || (first >= 0 && first < at) ? first : at;
            begun = isEnd ? 0 : Math.Max(begun, Begun(text, tag));
        }

        return first < 0 ? text.Length - begun : Math.Min(first, text.Length - begun);
    }

    /// <summary>How many characters at the end of the text may be the beginning of a tag.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tag">The tag.</param>
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
}
