using System.Security.Cryptography;
using System.Text;

namespace AgenticApi.Serving.Tools;

/// <summary>Creates function names that Chat Completions allows.</summary>
internal static class ToolNames
{
    /// <summary>The maximum length of a name, in characters.</summary>
    public const int Longest = 64;

    private const string Separator = "__";
    private const int HashLength = 8;

    /// <summary>Returns whether a name is valid: 1 to 64 ASCII letters, digits, <c>_</c> and <c>-</c>.</summary>
    public static bool IsValid(string name) => name.Length is > 0 and <= Longest && name.All(IsAllowed);

    /// <summary>
    /// Joins a namespace and a name. If the result is too long or not valid, it is shortened, cleaned and ends with a hash.
    /// </summary>
    public static string Join(string? @namespace, string name)
    {
        var plain = @namespace is not { Length: > 0 } ? name
            : @namespace.EndsWith(Separator, StringComparison.Ordinal) ? @namespace + name
            : @namespace + Separator + name;
        return IsValid(plain) ? plain : WithHash(plain, @namespace, name, 0);
    }

    /// <summary>Joins a namespace and a name as <see cref="Join"/> does, and adds a hash if another tool has this name.</summary>
    /// <param name="namespace">The namespace, or null.</param>
    /// <param name="name">The name.</param>
    /// <param name="taken">The names of the other tools.</param>
    public static string Distinct(string? @namespace, string name, IReadOnlySet<string> taken)
    {
        var joined = Join(@namespace, name);
        var result = joined;
        for (var i = 1; taken.Contains(result); i++)
        {
            result = WithHash(joined, @namespace, name, i);
        }

        return result;
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    /// <summary>Shortens a name and adds a hash, so that different long names stay different.</summary>
    private static string WithHash(string plain, string? @namespace, string name, int attempt)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{@namespace}\n{name}\n{attempt}")))[..HashLength];
        var text = string.Concat(plain.Select(c => IsAllowed(c) ? c : '_'));
        return $"{text[..Math.Min(text.Length, Longest - HashLength - 1)]}_{hash}";
    }
}
