using System.Net;
using System.Text.RegularExpressions;

namespace AgenticApi.Cli.Tests.View;

/// <summary>A page of <c>agentic-api view</c>, taken apart for tests.</summary>
internal sealed partial class ViewedPage(string html)
{
    public string Html { get; } = html;

    /// <summary>The turns, each with all that stands in it.</summary>
    public IReadOnlyList<ViewedPage> Turns => [.. Html.Split("<details class=\"turn\"").Skip(1).Select(turn => new ViewedPage(turn))];

    /// <summary>The rows of the list of events; the last may be the end of the stream.</summary>
    public IReadOnlyList<EventRow> Events => [.. EventPattern().Matches(Html).Select(match => new EventRow(match.Value))];

    /// <summary>The items of the final response: type and id.</summary>
    public IReadOnlyList<(string Type, string Id)> Items =>
        [.. ItemPattern().Matches(Html).Select(match => (WebUtility.HtmlDecode(match.Groups[1].Value), WebUtility.HtmlDecode(match.Groups[2].Value)))];

    /// <summary>What the lanes are called, from the top; the first is the response itself.</summary>
    public IReadOnlyList<string> Lanes => [.. LanePattern().Matches(Html).Select(match => Plain(match.Groups[1].Value).Trim())];

    /// <summary>The marks of one lane, each by its classes.</summary>
    public IReadOnlyList<string> Marks(int lane) =>
        [.. MarkPattern().Matches(Html.Split("<div class=\"lane ")[lane + 1]).Select(match => match.Groups[1].Value)];

    /// <summary>Severity and kind of each deviation that stands written out, in order.</summary>
    public IReadOnlyList<(string Severity, string Kind)> Deviations =>
        [.. DeviationPattern().Matches(Html).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];

    /// <summary>The JSON of the final response.</summary>
    public string Response => Plain(Html[Html.LastIndexOf("<details class=\"fold response\"", StringComparison.Ordinal)..].Split("<pre class=\"json\">")[1].Split("</pre>")[0]);

    /// <summary>The elements of the page, each with its attributes. What begins like a tag and is none fails.</summary>
    public IEnumerable<(string Element, string Attribute, string Value)> Attributes()
    {
        var markup = Html;
        foreach (var (start, end) in ((string, string)[])[("<style>", "</style>"), ("<script>", "</script>")])
        {
            markup = markup.Split(start)[0] + markup.Split(end)[^1];
        }

        foreach (Match begin in BeginPattern().Matches(markup))
        {
            var tag = StartTagPattern().Match(markup, begin.Index);
            tag.Success.Should().BeTrue(markup.Substring(begin.Index, Math.Min(100, markup.Length - begin.Index)));
            yield return (tag.Groups[1].Value, "", "");
            for (var i = 0; i < tag.Groups[2].Captures.Count; i++)
            {
                yield return (tag.Groups[1].Value, tag.Groups[2].Captures[i].Value, tag.Groups[3].Captures[i].Value);
            }
        }
    }

    /// <summary>What a piece of the page says, without its markup.</summary>
    public static string Plain(string html) => WebUtility.HtmlDecode(TagPattern().Replace(html, ""));

    public static async Task<ViewedPage> OfAsync(params string[] paths)
    {
        var result = await Tool.RunAsync(["view", .. paths]);
        result.ExitCode.Should().Be(0, result.Error);
        result.Error.Should().BeEmpty();
        return new ViewedPage(result.Output);
    }

    [GeneratedRegex("<li id=\"[^\"]*\" class=\"event .*?</li>\n", RegexOptions.Singleline)]
    private static partial Regex EventPattern();

    [GeneratedRegex("<li class=\"item [a-z]+\"><p class=\"head\"><span class=\"n\">\\d+</span> <b>(.*?)</b> .*?<span class=\"id\">(.*?)</span>")]
    private static partial Regex ItemPattern();

    [GeneratedRegex("<div class=\"lane [a-z]+\"><p class=\"label\">(.*?)</p>")]
    private static partial Regex LanePattern();

    [GeneratedRegex("<a class=\"mark ([^\"]*)\"")]
    private static partial Regex MarkPattern();

    [GeneratedRegex("<p class=\"deviation [a-z]+\"[^>]*><b>([a-z]+)</b> <code>(\\w+)</code>")]
    private static partial Regex DeviationPattern();

    [GeneratedRegex("<[a-zA-Z]")]
    private static partial Regex BeginPattern();

    [GeneratedRegex("\\G<([a-z][a-z0-9]*)(?:\\s+([a-z-]+)((?:=\"[^\"<>]*\")?))*\\s*>")]
    private static partial Regex StartTagPattern();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex TagPattern();
}

/// <summary>One row of the list of events.</summary>
internal sealed partial class EventRow(string html)
{
    public string Html => html;

    public string Number => One("n");

    /// <summary>The event's type; of a run its first event's, and how many they are.</summary>
    public string Type => TypePattern().Match(html) is { Success: true } type ? ViewedPage.Plain(type.Groups[1].Value).Trim() : "";

    public string Gist => ViewedPage.Plain(html.Split("<span class=\"gist\">")[^1].Split("</summary>")[0]);

    /// <summary>What each event of a run added, with its number; empty for an event alone.</summary>
    public IReadOnlyList<(string Number, string Text)> Run =>
        [.. DeltaPattern().Matches(html).Select(match => (match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value)))];

    public IReadOnlyList<(string Severity, string Kind)> Deviations => new ViewedPage(html).Deviations;

    private string One(string name) => html.Contains($"<span class=\"{name}\">", StringComparison.Ordinal) ? html.Split($"<span class=\"{name}\">")[1].Split("</span>")[0] : "";

    [GeneratedRegex("<span class=\"type\">(.*?)</span>")]
    private static partial Regex TypePattern();

    [GeneratedRegex("<span data-n=\"([^\"]*)\">(.*?)</span>", RegexOptions.Singleline)]
    private static partial Regex DeltaPattern();
}
