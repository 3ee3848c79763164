namespace AgenticApi.Serving.Parsing;

/// <summary>The names of functions where no quotes stand around them, also with their namespace.</summary>
internal static class FunctionName
{
    /// <summary>The longest name that is looked for, in characters.</summary>
    public const int Longest = 256;

    /// <summary>The namespace of a request's functions, in formats that write it.</summary>
    public const string Namespace = "functions.";

    /// <summary>The name without its namespace.</summary>
    public static string WithoutNamespace(string name) => name.StartsWith(Namespace, StringComparison.Ordinal) ? name[Namespace.Length..] : name;

    /// <summary>How much of the beginning of the text may be a name.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && length <= Longest && (char.IsLetterOrDigit(text[length]) || text[length] is '_' or '-' or '.' or ':' or '/'))
        {
            length++;
        }

        return length;
    }

    /// <summary>Whether the text is a whole name.</summary>
    public static bool Is(ReadOnlySpan<char> text) => text.Length is > 0 and <= Longest && Length(text) == text.Length;

    /// <summary>Whether a function's name begins like this, or none is known.</summary>
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
