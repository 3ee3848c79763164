using System.Globalization;

namespace AgenticApi.Cli.View;

/// <summary>Writes deviations.</summary>
internal static class DeviationList
{
    /// <summary>Writes the deviations of a streamed answer as links to their events. Deviations of the same kind at the same event are one link.</summary>
    public static void WriteOverview(HtmlWriter html, Answer answer, IReadOnlyList<PlacedRun> runs, string id)
    {
        if (answer.Result!.Deviations.Count == 0)
        {
            return;
        }

        html.WriteRaw("""<ul class="overview" aria-label="Deviations">""");
        foreach (var run in runs.Where(run => run.First.Deviations.Count > 0))
        {
            WriteChips(html, run.First.Deviations, run.Target(id), EventList.Number(run.First));
        }

        WriteChips(html, answer.AtEnd, $"{id}-end", "at the end");
        html.WriteRaw("</ul>\n");
    }

    /// <summary>Writes the deviations of an event or of the end of the stream.</summary>
    /// <param name="html">The writer.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="step">The event; null for the end of the stream.</param>
    public static void Write(HtmlWriter html, Answer answer, Step? step)
    {
        foreach (var deviation in step?.Deviations ?? answer.AtEnd)
        {
            var severity = Wire.Name(deviation.Severity);
            var lane = answer.LaneOf(step, deviation)?.Number.ToString(CultureInfo.InvariantCulture);
            html.Write($"""<p class="deviation {severity}" data-lane="{lane}"><b>{severity}</b> """);
            html.Write($"""<code>{deviation.Kind.ToString()}</code>: {deviation.Action}""");
            if (deviation.OutputIndex is { } index)
            {
                html.Write($""" <span class="about">output {index}</span>""");
            }

            if (deviation.ItemId is { } item)
            {
                html.Write($""" <span class="about">{item}</span>""");
            }

            html.WriteRaw("</p>");
        }
    }

    private static void WriteChips(HtmlWriter html, IReadOnlyList<Deviation> deviations, string target, string place)
    {
        foreach (var kind in deviations.GroupBy(deviation => (deviation.Kind, deviation.Severity)))
        {
            var times = kind.Count() > 1 ? $" × {EventList.Count(kind.Count())}" : "";
            html.Write($"""<li><a class="chip {Wire.Name(kind.Key.Severity)}" href="#{target}"><b>{kind.Key.Kind.ToString()}</b> {place}{times}</a></li>""");
        }
    }
}
