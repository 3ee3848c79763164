namespace AgenticApi.Serving.Parsing;

/// <summary>Matches the names of functions that are written without quotes.</summary>
internal static class FunctionName
{
    /// <summary>The maximum length of a name, in characters.</summary>
    public const int Longest = 256;

    /// <summary>The namespace that some formats write before the name of each function.</summary>
    public const string Namespace = "functions.";

    /// <summary>Returns a name without the namespace.</summary>
    public static string WithoutNamespace(string name) => name.StartsWith(Namespace, StringComparison.Ordinal) ? name[Namespace.Length..] : name;

    /// <summary>Returns how many characters at the start of a text may be a name.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && length <= Longest && (char.IsLetterOrDigit(text[length]) || text[length] is '_' or '-' or '.' or ':' or '/'))
        {
            length++;
        }

        return length;
    }

    /// <summary>Returns whether the whole text is a valid name.</summary>
    public static bool Is(ReadOnlySpan<char> text) => text.Length is > 0 and <= Longest && Length(text) == text.Length;

    /// <summary>Returns whether the name of a function starts with a text, or no function is known.</summary>
    public static bool MayBegin(ReadOnlySpan<char> text, ToolSchemas tools)
    {
        foreach (var name in tools.Functions)
        {
            if (name.AsSpan().StartsWith(text))
            {
                return true;
            }
        }

        return tools.Functions.Count == 0;
    }
}
