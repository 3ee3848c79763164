using System.Security.Cryptography;
using System.Text;

namespace AgenticApi.Serving.Tools;

/// <summary>The names of functions, as Chat Completions allows them.</summary>
internal static class ToolNames
{
    /// <summary>The most characters of a name.</summary>
    public const int Longest = 64;

    private const string Separator = "__";
    private const int HashLength = 8;

    /// <summary>Whether servers take a name: letters, digits, <c>_</c> and <c>-</c>, not more than 64.</summary>
    public static bool IsValid(string name) => name.Length is > 0 and <= Longest && name.All(IsAllowed);

    /// <summary>The name of a tool in a namespace: both, and shortened with a hash of them where that is too long.</summary>
    public static string Join(string? @namespace, string name)
    {
        var plain = @namespace is not { Length: > 0 } ? name
            : @namespace.EndsWith(Separator, StringComparison.Ordinal) ? @namespace + name
            : @namespace + Separator + name;
        return IsValid(plain) ? plain : Marked(plain, @namespace, name, 0);
    }

    /// <summary>Another name for a tool, where <see cref="Join"/> gives one that is taken.</summary>
    /// <param name="namespace">The namespace, or null.</param>
    /// <param name="name">The name.</param>
    /// <param name="taken">The names that other tools have.</param>
    public static string Distinct(string? @namespace, string name, IReadOnlySet<string> taken)
    {
        var joined = Join(@namespace, name);
        var result = joined;
        for (var i = 1; taken.Contains(result); i++)
        {
            result = Marked(joined, @namespace, name, i);
        }

        return result;
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    /// <summary>The name with a hash at its end, so that two names which begin alike stay two.</summary>
    private static string Marked(string plain, string? @namespace, string name, int attempt)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{@namespace}\n{name}\n{attempt}")))[..HashLength];
        var text = string.Concat(plain.Select(c => IsAllowed(c) ? c : '_'));
        return $"{text[..Math.Min(text.Length, Longest - HashLength - 1)]}_{hash}";
    }
}
