namespace AgenticApi.Serving.Parsing;

/// <summary>Reads the name in a tag, with or without quotes, and the attributes after it.</summary>
internal static class XmlName
{
    /// <summary>Returns the name; empty if there is none.</summary>
    /// <param name="tag">The text between the beginning of the tag and its <c>&gt;</c>.</param>
    public static string Of(ReadOnlySpan<char> tag) => Split(tag, out _).ToString();

    /// <summary>Returns the value of an attribute in quotes; null if there is none.</summary>
    /// <param name="tag">The text between the beginning of the tag and its <c>&gt;</c>.</param>
    /// <param name="attribute">The name of the attribute.</param>
    public static string? Attribute(ReadOnlySpan<char> tag, string attribute)
    {
        Split(tag, out var rest);
        var at = rest.IndexOf($"{attribute}=\"");
        var value = at < 0 ? default : rest[(at + attribute.Length + 2)..];
        var end = value.IndexOf('"');
        return at < 0 || end < 0 ? null : value[..end].ToString();
    }

    private static ReadOnlySpan<char> Split(ReadOnlySpan<char> tag, out ReadOnlySpan<char> attributes)
    {
        tag = tag.Trim();
        attributes = default;
        if (tag.IsEmpty || tag[0] is not ('"' or '\''))
        {
            return tag;
        }

        var end = tag[1..].IndexOf(tag[0]);
        attributes = end < 0 ? default : tag[(end + 2)..];
        return end < 0 ? tag[1..] : tag.Slice(1, end);
    }
}
