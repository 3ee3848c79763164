using System.Globalization;

namespace AgenticApi.Cli.View;

/// <summary>Draws the items of an answer as lanes: one row for each item, with its events from left to right.</summary>
internal sealed class LaneFigure
{
    // Further lanes are collapsed, because a stream can have thousands of items.
    private const int ManyLanes = 24;

    private readonly HtmlWriter _html;
    private readonly Answer _answer;
    private readonly IReadOnlyList<PlacedRun> _runs;
    private readonly ILookup<Lane?, LaneMark> _marks;
    private readonly ILookup<Lane?, Deviation> _atEnd;
    private readonly string _id;
    private readonly double _length;
    private readonly bool _hasRounds;

    private LaneFigure(HtmlWriter html, Answer answer, IReadOnlyList<PlacedRun> runs, string id)
    {
        (_html, _answer, _runs, _id) = (html, answer, runs, id);
        _marks = LaneMark.All(answer, runs);
        _atEnd = answer.AtEnd.ToLookup(deviation => answer.LaneOf(null, deviation));
        _length = PlacedRun.AxisLength(runs);
        _hasRounds = answer.Lanes.Any(lane => lane.Round > 0);
    }

    public static void Write(HtmlWriter html, Answer answer, IReadOnlyList<PlacedRun> runs, string id) => new LaneFigure(html, answer, runs, id).Write();

    private void Write()
    {
        _html.Write($"""<section class="figure"><h4>Items over the events</h4>""");
        _html.Write($"""<div class="lanes" role="group" aria-label="Items over the events" tabindex="-1"><div class="field" style="--units:{_length}">""");
        WriteLane(null);
        foreach (var lane in _answer.Lanes.Take(ManyLanes))
        {
            WriteLane(lane);
        }

        if (_answer.Lanes.Count > ManyLanes)
        {
            var drawn = Math.Min(_answer.Lanes.Count, _html.Detail.Lanes);
            _html.Write($"""<details class="more"><summary>{EventList.Count(_answer.Lanes.Count - ManyLanes)} more items</summary>""");
            foreach (var lane in _answer.Lanes.Take(drawn).Skip(ManyLanes))
            {
                WriteLane(lane);
            }

            if (drawn < _answer.Lanes.Count)
            {
                _html.Write($"""<p class="note">{EventList.Count(_answer.Lanes.Count - drawn)} of them are not drawn.</p>""");
            }

            _html.WriteRaw("</details>");
        }

        WriteAxis("sequence_number", EventList.Number);
        if (_answer.Slowest is not null)
        {
            WriteAxis("seconds", step => Times.Seconds(step.Time), wider: 2);
        }

        _html.WriteRaw("""</div></div><div class="readout" aria-live="polite"></div></section>""");
        _html.WriteRaw("\n");
    }

    private void WriteLane(Lane? lane)
    {
        _html.Write($"""<div class="lane {lane?.Family ?? "none"}"><p class="label">""");
        if (lane is null)
        {
            _html.WriteRaw("<span class=\"n\"></span> <b>response</b></p><div class=\"track\">");
        }
        else
        {
            var round = _hasRounds ? string.Create(CultureInfo.InvariantCulture, $"round {lane.Round + 1}") : "";
            _html.Write($"""<span class="n">{EventList.Index(lane)}</span> <b>{lane.Label}</b> """);
            _html.Write($"""<span class="name">{lane.Name} {round} {Speed.Of(_answer, lane)}</span></p><div class="track">""");
            WriteLife(lane);
        }

        foreach (var mark in _marks[lane])
        {
            WriteMark(mark, lane);
        }

        WriteEnd(lane);
        _html.WriteRaw("</div></div>\n");
    }

    /// <summary>Writes the line from the first event of an item to its last, or to the end of the stream if no event finished the item.</summary>
    private void WriteLife(Lane lane)
    {
        var own = _marks[lane].Where(mark => mark.Own.Count > 0).Select(mark => mark.Run).ToList();
        if (own.Count == 0)
        {
            return;
        }

        var start = own[0].Start + (own[0].IsSingle ? 0.5 : 0);
        var stop = _answer.Ends!.Value.Last.Effect == StepEffect.ResponseEnded ? _runs[^1].Start + 0.5 : _length;
        var end = lane.Finished ? own[^1].Start + (own[^1].Width / 2) : stop;
        _html.Write($"""<span class="life{(lane.Finished ? "" : " open")}" style="{Place(start, end - start)}"></span>""");
    }

    private void WriteMark(LaneMark mark, Lane? lane)
    {
        var (run, own, flags) = mark;
        var kind = own.Count == 0 ? "flag" : run.IsSingle ? run.First.Mark : "run";
        var count = own.Sum(part => part.Count);
        var label = run.IsSingle
            ? $"{EventList.Number(run.First)} {EventList.TypeOf(run.First)}{Times.At(run.First)}{Names(flags)}"
            : $"{EventList.Number(own[0].First)}–{EventList.Number(own.MaxBy(part => part.Last.Number)!.Last)} "
                + $"{own[0].Type} × {EventList.Count(count)}{Times.Between(run.Run)}";
        _html.Write($"""<a class="mark {kind}{Flag(flags)}" href="#{run.Target(_id)}" """);
        _html.Write($"""style="{Place(run.Start, run.Width)}" data-lane="{LaneNumber(lane)}" title="{label}">""");
        if (!run.IsSingle)
        {
            _html.Write($"""<span aria-hidden="true">{EventList.Count(count)}</span>""");
        }

        _html.WriteRaw("</a>");
    }

    /// <summary>Writes the deviations at the end of the stream.</summary>
    private void WriteEnd(Lane? lane)
    {
        var flags = _atEnd[lane].ToList();
        if (flags.Count > 0)
        {
            var label = "end of the stream" + Names(flags);
            _html.Write($"""<a class="mark flag{Flag(flags)}" href="#{_id}-end" """);
            _html.Write($"""style="{Place(_length - 1, 1)}" data-lane="{LaneNumber(lane)}" title="{label}"></a>""");
        }
    }

    /// <summary>Writes as many sequence numbers or times under the lanes as fit.</summary>
    private void WriteAxis(string name, Func<Step, string> text, double wider = 0)
    {
        // A short axis is stretched to the width of the page, so its units are wider.
        var room = _length > 60 ? 5 : _length > 30 ? 2.5 : 1;
        _html.Write($"""<div class="lane axis" aria-hidden="true"><p class="label">{name}</p><div class="track">""");
        var free = 0.0;
        foreach (var run in _runs.Where(run => run.Start < _length - 2))
        {
            if (run.Start >= free)
            {
                _html.Write($"""<span style="{Place(run.Start, 1)}">{text(run.First)}</span>""");
                free = run.Start + room + wider;
            }
        }

        _html.WriteRaw("</div></div>");
    }

    private string Place(double start, double width) =>
        string.Create(CultureInfo.InvariantCulture, $"left:{100 * start / _length:0.###}%;width:{100 * Math.Max(width, 0) / _length:0.###}%");

    private static string? LaneNumber(Lane? lane) => lane?.Number.ToString(CultureInfo.InvariantCulture);

    private static string Flag(IReadOnlyList<Deviation> flags) => flags.Count > 0 ? $" {Wire.Name(flags.Max(deviation => deviation.Severity))}-flag" : "";

    private static string Names(IReadOnlyList<Deviation> flags) =>
        string.Concat(flags.Select(deviation => $", {Wire.Name(deviation.Severity)} {deviation.Kind}"));
}
