using System.Text;
using System.Text.RegularExpressions;

namespace AgenticApi.Cassettes;

/// <summary>Finds given values, even if JSON or a URL escapes them.</summary>
internal static class SecretPattern
{
    /// <summary>Returns a pattern for any of the values; null if there is none.</summary>
    public static Regex? Of(IEnumerable<string> secrets)
    {
        // The longest first, because one secret may be the start of another.
        var values = secrets.Where(secret => secret.Length > 0).OrderByDescending(secret => secret.Length).Select(Spellings).ToList();
        return values.Count == 0 ? null : new Regex(string.Join('|', values), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    private static string Spellings(string secret) => string.Concat(secret.EnumerateRunes().Select(Spelling));

    /// <summary>
    /// Returns a pattern for one character: itself, with backslashes before it (JSON in a JSON string has several), as a short or <c>\u</c>
    /// escape, or percent-encoded.
    /// </summary>
    private static string Spelling(Rune rune)
    {
        var text = rune.ToString();
        var plain = Regex.Escape(text);
        var units = string.Concat(text.Select(unit => $@"\\+u(?i:{(int)unit:x4})"));
        var percent = string.Concat(Encoding.UTF8.GetBytes(text).Select(unit => $"%(?i:{unit:x2})"));
        var other = rune.Value switch { '\b' => @"|\\+b", '\t' => @"|\\+t", '\n' => @"|\\+n", '\f' => @"|\\+f", '\r' => @"|\\+r", ' ' => @"|\+", _ => "" };
        return $@"(?:\\*{plain}|{units}|{percent}{other})";
    }
}
