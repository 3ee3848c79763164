using System.Text;
using System.Text.RegularExpressions;

namespace AgenticApi.Execution.Schemas;

/// <summary>Regular expressions of schemas: ECMAScript's, as far as .NET has them.</summary>
internal static class SchemaPattern
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(250);

    /// <summary>The pattern; null where .NET cannot compile it.</summary>
    internal static Regex? Read(string pattern) => TryRead(pattern, RegexOptions.ECMAScript) ?? TryRead(pattern, RegexOptions.CultureInvariant);

    private static Regex? TryRead(string pattern, RegexOptions options)
    {
        try
        {
            return new Regex(WithStrictEnd(pattern), options, Timeout);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // In ECMAScript $ is the end of the text; in .NET it also matches before a last line feed.
    private static string WithStrictEnd(string pattern)
    {
        var result = new StringBuilder(pattern.Length + 8);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                result.Append(c).Append(pattern[++i]);
                continue;
            }

            inClass = c == '[' || (inClass && c != ']');
            result.Append(c == '$' && !inClass ? @"\z" : c.ToString());
        }

        return result.ToString();
    }
}
