using System.Globalization;
using System.Text;

namespace AgenticApi.Cli;

/// <summary>
/// Text of a file or a server as a terminal may show it. Control characters move the cursor and worse, and bidirectional ones show
/// text in another order: each stands as <c>\u001b</c>, which in JSON is the same character.
/// </summary>
internal static class VisibleText
{
    /// <summary>The text, its lines and tabs kept.</summary>
    public static string Of(string text) => Escape(text, static c => c is not ('\n' or '\t') && IsActive(c));

    /// <summary>The text as part of one line.</summary>
    public static string InLine(string text) => Escape(text, IsActive);

    private static bool IsActive(char c) =>
        char.IsControl(c)
        || c is '\u061c' or '\u200e' or '\u200f' or '\ufeff' or (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u206f');

    private static string Escape(string text, Func<char, bool> isEscaped)
    {
        if (!text.Any(isEscaped))
        {
            return text;
        }

        var visible = new StringBuilder(text.Length + 32);
        foreach (var c in text)
        {
            _ = isEscaped(c) ? visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : visible.Append(c);
        }

        return visible.ToString();
    }
}
