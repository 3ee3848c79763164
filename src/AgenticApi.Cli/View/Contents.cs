namespace AgenticApi.Cli.View;

/// <summary>Writes the list of turns at the top of a page with several turns.</summary>
internal static class Contents
{
    public static void Write(HtmlWriter html, IReadOnlyList<CassetteReading> readings)
    {
        html.WriteRaw("""<nav class="contents" aria-label="Turns"><ol>""");
        var number = 0;
        foreach (var reading in readings)
        {
            html.WriteRaw("<li>");
            if (readings.Count > 1)
            {
                html.Write($"""<p class="file">{Path.GetFileNameWithoutExtension(reading.Path)}</p>""");
            }

            if (reading.Error is not null)
            {
                html.Write($"""<p class="problem">{reading.Error}</p>""");
            }

            html.WriteRaw("<ul>");
            foreach (var turn in reading.Turns)
            {
                WriteTurn(html, turn, ++number);
            }

            html.WriteRaw("</ul></li>\n");
        }

        html.WriteRaw("</ol></nav>\n");
    }

    private static void WriteTurn(HtmlWriter html, TurnReading turn, int number)
    {
        html.Write($"""<li><a href="#t{number}">{TurnSection.Title(turn)}</a><span class="items">{TurnSection.Outcome(turn)}</span>""");
        TurnSection.WriteOutcome(html, turn);
        html.WriteRaw("</li>");
    }
}
