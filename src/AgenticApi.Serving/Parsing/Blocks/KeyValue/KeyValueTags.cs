namespace AgenticApi.Serving.Parsing;

/// <summary>
/// The tags of <see cref="KeyValueToolCallBlock"/>, a format that writes each argument as a key and a value between tags.
/// </summary>
internal static class KeyValueTags
{
    public const string Opening = "<tool_call>";
    public const string Closing = "</tool_call>";
    public const string Key = "<arg_key>";
    public const string KeyEnd = "</arg_key>";
    public const string Value = "<arg_value>";
    public const string ValueEnd = "</arg_value>";

    private static readonly string[] All = [Opening, Closing, Key, KeyEnd, Value, ValueEnd];

    /// <summary>Returns the tag at the start of a text; null if there is none.</summary>
    public static string? At(ReadOnlySpan<char> text)
    {
        foreach (var tag in All)
        {
            if (text.StartsWith(tag))
            {
                return tag;
            }
        }

        return null;
    }

    /// <summary>Returns whether the whole text is an incomplete tag.</summary>
    public static bool IsBegun(ReadOnlySpan<char> text)
    {
        foreach (var tag in All)
        {
            if (text.Length < tag.Length && tag.AsSpan().StartsWith(text))
            {
                return true;
            }
        }

        return false;
    }
}
