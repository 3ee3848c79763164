using System.Globalization;
using System.Text;

namespace AgenticApi.Cli.View;

/// <summary>Writes the events of an answer, one row for each event or run, with the deviations of each event.</summary>
internal static class EventList
{
    /// <summary>Returns the sequence number of an event; if the server did not send one, the position of the event in parentheses.</summary>
    public static string Number(Step step) => step.Event.SequenceNumber is { } number
        ? number.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"({step.Number})");

    /// <summary>Returns the type of an event, or a placeholder if it has none.</summary>
    public static string TypeOf(Step step) => step.Event.Type.Length > 0 ? step.Event.Type : step.Event is MalformedEvent ? "(no event)" : "(no type)";

    /// <summary>Formats a count.</summary>
    public static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Returns the <c>output_index</c> of an item.</summary>
    public static string Index(Lane? lane) => lane is null ? "" : lane.Index?.ToString(CultureInfo.InvariantCulture) ?? "–";

    public static void Write(HtmlWriter html, Answer answer, IReadOnlyList<PlacedRun> runs, string id)
    {
        html.Write($"""<section class="events{(answer.Ends?.First.Time is null ? "" : " timed")}"><header><h4>Events</h4>""");
        if (answer.HasUnnumbered)
        {
            html.WriteRaw("""<p class="note">(n): the n-th event, without a sequence_number</p>""");
        }

        if (answer.Result!.Deviations.Count > 0)
        {
            html.WriteRaw("""<label class="only"><input type="checkbox"> only events with deviations</label>""");
        }

        html.WriteRaw("</header><ol>\n");
        foreach (var run in runs.TakeWhile(run => run.IsListed))
        {
            WriteRow(html, answer, run.Run, id);
        }

        var unlisted = runs.Where(run => !run.IsListed).ToList();
        if (unlisted.Count > 0)
        {
            WriteUnlisted(html, unlisted, id);
            foreach (var run in runs.SkipWhile(run => run.IsListed).Where(run => run.IsListed))
            {
                WriteRow(html, answer, run.Run, id);
            }
        }

        WriteEnd(html, answer, id);
        html.WriteRaw("</ol></section>\n");
    }

    private static void WriteRow(HtmlWriter html, Answer answer, Run run, string id)
    {
        if (run.IsSingle)
        {
            WriteSingle(html, answer, run, id);
        }
        else
        {
            WriteRun(html, run, id);
        }
    }

    private static void WriteUnlisted(HtmlWriter html, List<PlacedRun> unlisted, string id)
    {
        var count = unlisted.Sum(run => run.Run.Count);
        var items = unlisted.Count(run => run.First.Effect is StepEffect.ItemAdded or StepEffect.ItemFinished);
        html.Write($"""<li id="{id}-more" class="event none stop"><p class="stop">{Count(count)} events""");
        html.Write($""", {Number(unlisted[0].First)} to {Number(unlisted[^1].Run.Last)}, are not listed. """);
        html.Write($"""{Count(items)} of them begin or end an item.</p></li>""");
        html.WriteRaw("\n");
    }

    private static void WriteSingle(HtmlWriter html, Answer answer, Run run, string id)
    {
        var step = run.First;
        var gist = Gist.Of(step.Event);
        WriteRow(html, run, Number(step), id, gist.Text, gist.Fields);
        if (html.Detail.HasBodies)
        {
            TurnSection.WriteJson(html, JsonLayout.Indent(step.Event.Utf8Json.Span));
            html.WriteRaw("</details>");
        }

        DeviationList.Write(html, answer, step);
        html.WriteRaw("</li>\n");
    }

    private static void WriteRun(HtmlWriter html, Run run, string id)
    {
        var first = Gist.Of(run.First.Event);
        var text = run.Parts[0].IsDeltas ? string.Concat(run.Parts[0].Shown(200).First.Select(step => Gist.Of(step.Event).Text)) : first.Text;
        var of = run.Parts.Count == 1 ? "" : run.IsDeltas ? $", of {Count(run.Parts.Count)} texts" : $", of {Count(run.Parts.Count)} sorts";
        WriteRow(html, run, $"{Number(run.First)}–{Number(run.Last)}", id, text, run.IsDeltas ? Times.Gap(run) : first.Fields, $"× {Count(run.Count)}{of}");
        if (html.Detail.HasBodies)
        {
            WriteParts(html, run);
            html.WriteRaw("</details>");
        }

        html.WriteRaw("</li>\n");
    }

    private static void WriteParts(HtmlWriter html, Run run)
    {
        // A run can have thousands of items.
        foreach (var part in run.Parts.Take(html.Detail.Pieces))
        {
            WritePart(html, part, run.Parts.Count > 1, html.Detail.Pieces / Math.Min(run.Parts.Count, html.Detail.Pieces));
        }

        html.WriteRaw("""<details class="lines"><summary>in order of arrival</summary>""");
        // The JSON of an event is about twelve times as long as its text.
        var lines = run.Parts.Select(part => part.Shown(html.Detail == Detail.Levels[0] ? int.MaxValue : html.Detail.Pieces / 10)).ToList();
        var left = run.Count - lines.Sum(part => part.First.Count() + part.Last.Count());
        var steps = lines.SelectMany(part => part.First.Concat(part.Last)).OrderBy(step => step.Number);
        var note = left > 0 ? $"\n… {Count(left)} more between the first and the last …" : "";
        TurnSection.WriteJson(html, string.Join('\n', steps.Select(step => Encoding.UTF8.GetString(step.Event.Utf8Json.Span))) + note);
        html.WriteRaw("</details>");
    }

    /// <summary>Writes the events of one item and type.</summary>
    private static void WritePart(HtmlWriter html, RunPart part, bool isNamed, int most)
    {
        if (isNamed)
        {
            var output = part.Lane?.Index is { } index ? $"output {index}" : "";
            html.Write($"""<p class="of"><span class="type">{part.Type}</span> {output} × {Count(part.Count)}</p>""");
        }

        html.WriteRaw("<div class=\"flow\">");
        var (first, left, last) = part.Shown(most);
        WritePieces(html, part, first);
        if (left > 0)
        {
            html.Write($"""<p class="left">… {Count(left)} more …</p>""");
            WritePieces(html, part, last);
        }

        html.WriteRaw("</div>");
    }

    private static void WritePieces(HtmlWriter html, RunPart part, IEnumerable<Step> steps)
    {
        foreach (var step in steps)
        {
            html.Write($"""<span data-n="{Number(step)}">{html.Detail.Shorten(part.IsDeltas ? Gist.Of(step.Event).Text : Fields(step))}</span>""");
        }
    }

    private static string Fields(Step step) => Gist.Of(step.Event) is var gist && gist.Text.Length > 0 ? $"{gist.Text} {gist.Fields} " : gist.Fields + " ";

    private static void WriteRow(HtmlWriter html, Run run, string number, string id, string text, string fields, string count = "")
    {
        var step = run.First;
        var worst = step.Deviations.Count > 0 ? " deviant" : "";
        html.Write($"""<li id="{id}-e{step.Number}" class="event {step.Lane?.Family ?? "none"} {step.Mark}{worst}">""");
        html.WriteRaw(html.Detail.HasBodies ? "<details><summary>" : "<p class=\"line\">");
        html.Write($"""<span class="n">{number}</span> """);
        Times.WriteCell(html, run);
        // Nearly all types start with "response.", so the style de-emphasizes this prefix.
        var type = TypeOf(step);
        var common = html.Detail.HasBodies && type.StartsWith("response.", StringComparison.Ordinal) ? "response." : "";
        html.WriteRaw(common.Length > 0 ? $"<span class=\"type\"><i>{common}</i>" : "<span class=\"type\">");
        WriteBreakable(html, type[common.Length..]);
        if (count.Length > 0)
        {
            html.Write($""" <b>{count}</b>""");
        }

        html.Write($"""</span> <span class="at">{Index(step.Lane)}</span> <span class="gist">""");
        if (text.Length > 0)
        {
            var excerpt = Gist.Excerpt(text, html.Detail.HasBodies ? 180 : 40);
            html.Write($"<q>{excerpt}</q>");
            if (excerpt.EndsWith('…') && count.Length == 0)
            {
                html.Write($"""<span class="size">{Count(text.Length)} characters</span>""");
            }
        }

        if (fields.Length > 0)
        {
            html.Write($"""<span class="fields">{Gist.Excerpt(fields, html.Detail.HasBodies ? 240 : 40)}</span>""");
        }

        html.WriteRaw(html.Detail.HasBodies ? "</span></summary>" : "</span></p>");
    }

    /// <summary>Writes a name with a possible line break after each dot.</summary>
    private static void WriteBreakable(HtmlWriter html, string name)
    {
        for (var at = 0; at < name.Length;)
        {
            var end = name.IndexOf('.', at) is var dot and >= 0 ? dot + 1 : name.Length;
            html.WriteText(name[at..end]);
            html.WriteRaw(end < name.Length && html.Detail.HasBodies ? "<wbr>" : "");
            at = end;
        }
    }

    private static void WriteEnd(HtmlWriter html, Answer answer, string id)
    {
        if (answer.AtEnd.Count == 0 && answer.Error is null)
        {
            return;
        }

        var end = answer.Error is null ? "The stream ends here." : "The stream cannot be read beyond here: " + answer.Error;
        html.Write($"""<li id="{id}-end" class="event none stop deviant"><p class="stop">{end}</p>""");
        DeviationList.Write(html, answer, null);
        html.WriteRaw("</li>\n");
    }
}
