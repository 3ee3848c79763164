using System.Globalization;
using System.Text;

namespace AgenticApi.Cli.View;

/// <summary>The events of an answer, one row each or one row a run, with the deviations in place.</summary>
internal static class EventList
{
    /// <summary>The sequence number of an event; in parentheses its place, where the server sent none.</summary>
    public static string Number(Step step) => step.Event.SequenceNumber is { } number
        ? number.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"({step.Number})");

    /// <summary>The type of an event, or what stands in the place of one.</summary>
    public static string TypeOf(Step step) => step.Event.Type.Length > 0 ? step.Event.Type : step.Event is MalformedEvent ? "(no event)" : "(no type)";

    /// <summary>A number of things, for reading.</summary>
    public static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The <c>output_index</c> of an item.</summary>
    public static string Index(Lane? lane) => lane is null ? "" : lane.Index?.ToString(CultureInfo.InvariantCulture) ?? "–";

    public static void Write(HtmlWriter html, Answer answer, IReadOnlyList<Run> runs, string id)
    {
        html.WriteRaw("""<section class="events"><header><h4>Events</h4>""");
        if (answer.Steps.Any(step => step.Event.SequenceNumber is null))
        {
            html.WriteRaw("""<p class="note">(n): the n-th event, without a sequence_number</p>""");
        }

        if (answer.Result!.Deviations.Count > 0)
        {
            html.WriteRaw("""<label class="only"><input type="checkbox"> only those with deviations</label>""");
        }

        html.WriteRaw("</header><ol>\n");
        foreach (var run in runs)
        {
            if (run.IsSingle)
            {
                WriteSingle(html, answer, run.First, id);
            }
            else
            {
                WriteRun(html, run, id);
            }
        }

        WriteEnd(html, answer, id);
        html.WriteRaw("</ol></section>\n");
    }

    private static void WriteSingle(HtmlWriter html, Answer answer, Step step, string id)
    {
        var gist = Gist.Of(step.Event);
        WriteRow(html, step, Number(step), $"{id}-e{step.Number}", gist.Text, gist.Fields);
        TurnSection.WriteJson(html, JsonLayout.Indent(step.Event.Utf8Json.Span));
        html.WriteRaw("</details>");
        DeviationList.Write(html, answer, step);
        html.WriteRaw("</li>\n");
    }

    private static void WriteRun(HtmlWriter html, Run run, string id)
    {
        var groups = run.Steps.GroupBy(step => (step.Lane, step.Event.Type)).ToList();
        var first = Gist.Of(run.First.Event);
        var text = run.IsDeltas ? string.Concat(groups[0].Take(200).Select(step => Gist.Of(step.Event).Text)) : first.Text;
        var count = $"× {Count(run.Steps.Count)}" + (groups.Count == 1 ? "" : $", of {groups.Count} texts");
        WriteRow(html, run.First, $"{Number(run.First)}–{Number(run.Steps[^1])}", $"{id}-e{run.First.Number}", text, run.IsDeltas ? "" : first.Fields, count);
        foreach (var group in groups)
        {
            if (groups.Count > 1)
            {
                html.Write($"""<p class="of"><span class="type">{group.Key.Type}</span> {(group.Key.Lane?.Index is { } index ? $"output {index}" : "")} × {Count(group.Count())}</p>""");
            }

            html.WriteRaw("<div class=\"flow\">");
            foreach (var step in group)
            {
                html.Write($"""<span data-n="{Number(step)}">{(run.IsDeltas ? Gist.Of(step.Event).Text : Fields(step))}</span>""");
            }

            html.WriteRaw("</div>");
        }

        html.WriteRaw("""<details class="lines"><summary>as they came</summary>""");
        TurnSection.WriteJson(html, string.Join('\n', run.Steps.Select(step => Encoding.UTF8.GetString(step.Event.Utf8Json.Span))));
        html.WriteRaw("</details></details></li>\n");
    }

    private static string Fields(Step step) => Gist.Of(step.Event) is var gist && gist.Text.Length > 0 ? $"{gist.Text} {gist.Fields} " : gist.Fields + " ";

    private static void WriteRow(HtmlWriter html, Step step, string number, string id, string text, string fields, string count = "")
    {
        var worst = step.Deviations.Count > 0 ? " deviant" : "";
        html.Write($"""<li id="{id}" class="event {step.Lane?.Family ?? "none"} {step.Mark}{worst}"><details><summary><span class="n">{number}</span> """);
        // Nearly every type begins alike: what tells them apart is what comes after it.
        var type = TypeOf(step);
        var common = type.StartsWith("response.", StringComparison.Ordinal) ? "response." : "";
        html.Write($"""<span class="type"><i>{common}</i>""");
        WriteBreakable(html, type[common.Length..]);
        html.Write($""" <b>{count}</b></span> <span class="at">{Index(step.Lane)}</span> <span class="gist">""");
        if (text.Length > 0)
        {
            var excerpt = Gist.Excerpt(text);
            html.Write($"<q>{excerpt}</q>");
            if (excerpt.EndsWith('…') && count.Length == 0)
            {
                html.Write($"""<span class="size">{Count(text.Length)} characters</span>""");
            }
        }

        if (fields.Length > 0)
        {
            html.Write($"""<span class="fields">{Gist.Excerpt(fields, 240)}</span>""");
        }

        html.WriteRaw("</span></summary>");
    }

    /// <summary>Writes a name that may go on in the next line after each of its dots.</summary>
    private static void WriteBreakable(HtmlWriter html, string name)
    {
        for (var at = 0; at < name.Length;)
        {
            var end = name.IndexOf('.', at) is var dot and >= 0 ? dot + 1 : name.Length;
            html.WriteText(name[at..end]);
            html.WriteRaw(end < name.Length ? "<wbr>" : "");
            at = end;
        }
    }

    private static void WriteEnd(HtmlWriter html, Answer answer, string id)
    {
        if (answer.AtEnd.Count == 0 && answer.Error is null)
        {
            return;
        }

        html.Write($"""<li id="{id}-end" class="event none stop deviant"><p class="stop">{(answer.Error is null ? "The stream ends here." : "The stream cannot be read beyond here: " + answer.Error)}</p>""");
        DeviationList.Write(html, answer, null);
        html.WriteRaw("</li>\n");
    }
}
