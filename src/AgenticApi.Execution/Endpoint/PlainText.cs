using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace AgenticApi.Execution;

/// <summary>Shortens the text of a server's answer to one line that is safe to print.</summary>
internal static partial class PlainText
{
    /// <summary>The maximum length of the line in characters.</summary>
    public const int MaxLength = 200;

    // The relevant text is at the top of a page, and a search for unclosed tags in a long page is slow.
    private const int MaxPageLength = 16 << 10;

    /// <summary>
    /// Returns one line: white space becomes single spaces, other control characters are replaced, and at most <see cref="MaxLength"/> characters are
    /// kept.
    /// </summary>
    public static string Line(string text)
    {
        var line = new StringBuilder(MaxLength);
        var isSpaceDue = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                isSpaceDue = line.Length > 0;
                continue;
            }

            var shown = Rune.IsControl(rune) ? Rune.ReplacementChar : rune;
            if (line.Length + (isSpaceDue ? 1 : 0) + shown.Utf16SequenceLength > MaxLength)
            {
                break;
            }

            line.Append(isSpaceDue ? " " : "").Append(shown.ToString());
            isSpaceDue = false;
        }

        return line.ToString();
    }

    /// <summary>Returns the title of an HTML page, or its text if it has no title.</summary>
    public static string OfPage(string html)
    {
        html = html[..Math.Min(html.Length, MaxPageLength)];
        var title = Line(WebUtility.HtmlDecode(Title().Match(html).Groups[1].Value));
        return title.Length > 0 ? title : Line(WebUtility.HtmlDecode(Markup().Replace(html, " ")));
    }

    /// <summary>Matches the title of a page.</summary>
    [GeneratedRegex("<title[^>]*>(.*?)</title", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Title();

    /// <summary>Matches comments, scripts, styles and tags.</summary>
    [GeneratedRegex(@"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[^>]*>", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Markup();
}
