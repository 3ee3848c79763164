namespace AgenticApi.Serving.Parsing;

/// <summary>The tags of a format that writes each argument as a key and a value in tags of their own.</summary>
internal static class KeyValueTags
{
    public const string Opening = "<tool_call>";
    public const string Closing = "</tool_call>";
    public const string Key = "<arg_key>";
    public const string KeyEnd = "</arg_key>";
    public const string Value = "<arg_value>";
    public const string ValueEnd = "</arg_value>";

    private static readonly string[] All = [Opening, Closing, Key, KeyEnd, Value, ValueEnd];

    /// <summary>The tag at the beginning of the text; null where there is none.</summary>
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

    /// <summary>Whether the text is the beginning of a tag, and no more.</summary>
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
