using System.Text;
using System.Text.RegularExpressions;

namespace AgenticApi.Execution.Schemas;

/// <summary>Compiles the regular expressions of schemas, with the syntax of ECMAScript as far as .NET supports it.</summary>
internal static class SchemaPattern
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(250);

    /// <summary>Returns the pattern; null if .NET cannot compile it.</summary>
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

    // In ECMAScript, $ matches the end of the text only; in .NET it also matches before a final line feed.
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
