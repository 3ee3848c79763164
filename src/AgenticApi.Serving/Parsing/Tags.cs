namespace AgenticApi.Serving;

/// <summary>Matches tags in text that comes in pieces. A result is null if more text is needed to decide.</summary>
public static class Tags
{
    /// <summary>
    /// The maximum length of white space before a tag, in characters. A tag after longer white space does not match. The limit keeps the
    /// time linear, because white space that is held back is searched again with each piece of text.
    /// </summary>
    public const int LongestGap = 64;

    /// <summary>Returns whether a text starts with a tag.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tag">The tag, not empty.</param>
    /// <param name="isEnd">Whether the text ends here.</param>
    /// <returns>True if it does; null if the whole text is the beginning of the tag and more text may follow; otherwise false.</returns>
    public static bool? At(ReadOnlySpan<char> text, ReadOnlySpan<char> tag, bool isEnd) =>
        text.StartsWith(tag) ? true : !isEnd && tag.StartsWith(text) ? null : false;

    /// <summary>Skips white space, at most <see cref="LongestGap"/> characters, and a tag after it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The index at which to start. If the tag is found, it is set to the index after the tag.</param>
    /// <param name="tag">The tag, not empty.</param>
    /// <param name="isEnd">Whether the text ends here.</param>
    /// <returns>Whether the tag was found; null if more text is needed to decide.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="at"/> is not in the text.</exception>
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
    /// <param name="isEnd">Whether the text ends here.</param>
    /// <param name="tags">The tags, none of them empty.</param>
    /// <returns>
    /// The index of the first tag, or of the beginning of a tag at the end of the text; the length of the text if there is none. The text
    /// before this index contains no tag.
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

    /// <summary>Returns how many characters at the end of a text may be the beginning of a tag.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tag">The tag.</param>
    /// <returns>The number of characters, less than the length of the tag.</returns>
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

    /// <summary>Checks the tag of a format.</summary>
    /// <exception cref="ArgumentException">The tag is null or empty.</exception>
    internal static string NotEmpty(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return value;
    }

    /// <summary>Checks the alternative tags of a format.</summary>
    /// <exception cref="ArgumentException">The list is null or empty, or a tag is null or empty.</exception>
    internal static IReadOnlyList<string> NotEmpty(IReadOnlyList<string> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Count > 0 && !value.Any(string.IsNullOrEmpty) ? value
            : throw new ArgumentException("There must be at least one tag, and no tag can be empty.", nameof(value));
    }
}
