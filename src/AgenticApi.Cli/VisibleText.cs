using System.Globalization;
using System.Text;

namespace AgenticApi.Cli;

/// <summary>
/// Makes text of files and servers safe for a terminal. Control characters and bidirectional characters can move the cursor or reorder
/// text, so they are escaped like <c>\u001b</c>, which is the same character in JSON.
/// </summary>
internal static class VisibleText
{
    /// <summary>Escapes a text and keeps its line breaks and tabs.</summary>
    public static string Of(string text) => Escape(text, static c => c is not ('\n' or '\t') && IsActive(c));

    /// <summary>Escapes a text as part of a line, including line breaks and tabs.</summary>
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
