using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace AgenticApi.Execution;

/// <summary>What a server said, as a short line that is safe to show.</summary>
internal static partial class PlainText
{
    /// <summary>How many characters of what a server said are told.</summary>
    public const int MostCharacters = 200;

    // A page says what it is at its top, and looking through all of it for tags that are not closed would take long.
    private const int MostOfPage = 16 << 10;

    /// <summary>One line: white space as single spaces, other control characters replaced, at most <see cref="MostCharacters"/>.</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder(MostCharacters);
        var isSpaceDue = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                isSpaceDue = line.Length > 0;
                continue;
            }

            var shown = Rune.IsControl(rune) ? Rune.ReplacementChar : rune;
            if (line.Length + (isSpaceDue ? 1 : 0) + shown.Utf16SequenceLength > MostCharacters)
            {
                break;
            }

            line.Append(isSpaceDue ? " " : "").Append(shown.ToString());
            isSpaceDue = false;
        }

        return line.ToString();
    }

    /// <summary>The title of an HTML page, otherwise its text.</summary>
    public static string OfPage(string html)
    {
        html = html[..Math.Min(html.Length, MostOfPage)];
        var title = Line(WebUtility.HtmlDecode(Title().Match(html).Groups[1].Value));
        return title.Length > 0 ? title : Line(WebUtility.HtmlDecode(Markup().Replace(html, " ")));
    }

    /// <summary>The title of a page.</summary>
    [GeneratedRegex("<title[^>]*>(.*?)</title", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Title();

    /// <summary>Comments, scripts, styles and tags.</summary>
    [GeneratedRegex(@"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[^>]*>", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Markup();
}
