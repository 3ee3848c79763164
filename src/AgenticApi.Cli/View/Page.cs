using System.Security.Cryptography;
using System.Text;

namespace AgenticApi.Cli.View;

/// <summary>Creates the page: a single document that loads no other files.</summary>
internal static class Page
{
    // Turns are open at first only if there are no more than these.
    private const int FewTurns = 4;

    // Browsers open pages of this size without delay, and mails accept them as attachments.
    private const int MostBytes = 10_000_000;

    // Every row in the list of events is larger than this.
    private const int LeastRowBytes = 250;

    /// <summary>Creates the page with as much detail as the maximum size allows.</summary>
    public static string Of(IReadOnlyList<CassetteReading> readings)
    {
        // If the rows alone exceed the maximum size, skip the levels that do not join runs.
        var rows = readings.SelectMany(reading => reading.Turns).SelectMany(turn => turn.Answers).Sum(answer => answer.Runs.Count);
        foreach (var detail in Detail.Levels.SkipLast(1).SkipWhile(detail => !detail.JoinsAll && rows > MostBytes / LeastRowBytes))
        {
            try
            {
                return Of(readings, new HtmlWriter(detail, MostBytes));
            }
            catch (PageFullException)
            {
                // The next level shows less.
            }
        }

        return Of(readings, new HtmlWriter(Detail.Levels[^1], int.MaxValue));
    }

    private static string Of(IReadOnlyList<CassetteReading> readings, HtmlWriter html)
    {
        var turns = readings.Sum(reading => reading.Turns.Count);
        var title = readings.Count == 1 ? Path.GetFileName(readings[0].Path) : $"{readings.Count} cassettes";
        WriteHead(html, title);
        html.Write($"""<body><header class="top"><p class="by">agentic-api view</p><h1>{title}</h1>""");
        if (readings.Count == 1)
        {
            WriteOrigin(html, readings[0]);
        }

        if (html.Detail != Detail.Levels[0])
        {
            html.WriteRaw("""<p class="note shortened">Long texts and runs are shortened, so that the page is smaller than 10 MB. """);
            html.WriteRaw("""<code>agentic-api accumulate</code> prints a whole response.</p>""");
        }

        Legend.Write(html);
        html.WriteRaw("</header>\n<main>\n");
        if (turns > 1 || readings.Count > 1)
        {
            Contents.Write(html, readings);
        }

        var number = 0;
        foreach (var reading in readings.Where(reading => reading.Turns.Count > 0))
        {
            html.WriteRaw("<section class=\"cassette\">");
            if (readings.Count > 1)
            {
                html.Write($"<h2>{Path.GetFileNameWithoutExtension(reading.Path)}</h2>");
                WriteOrigin(html, reading);
            }

            foreach (var turn in reading.Turns)
            {
                TurnSection.Write(html, turn, $"t{++number}", isOpen: turns <= FewTurns);
            }

            html.WriteRaw("</section>\n");
        }

        html.WriteRaw("</main><script>");
        html.WriteRaw(Resource("page.js"));
        html.WriteRaw("</script></body></html>\n");
        return html.ToString();
    }

    private static void WriteOrigin(HtmlWriter html, CassetteReading reading) =>
        html.Write($"""<p class="origin">{reading.Path}{(reading.Server is null ? "" : $" · recorded from {reading.Server}")}</p>""");

    private static void WriteHead(HtmlWriter html, string title)
    {
        // Allows only the page's own script and style, so that content cannot run or fetch anything even if its escaping failed.
        var script = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Resource("page.js"))));
        html.WriteRaw(PageFile.Head);
        html.WriteRaw("""<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; """);
        html.Write($"""script-src 'sha256-{script}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">""");
        html.WriteRaw("\n");
        html.WriteRaw("""<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">""");
        html.Write($"<title>{title} · agentic-api view</title><style>");
        html.WriteRaw(Resource("page.css"));
        html.WriteRaw("</style></head>\n");
    }

    private static string Resource(string name)
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
