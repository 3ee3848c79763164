using System.Globalization;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli.View;

/// <summary>Shows recorded times, in seconds after the request. Where none were recorded, nothing is shown.</summary>
internal static class Times
{
    // A pause that a reader of the text would notice.
    private static readonly TimeSpan LongGap = TimeSpan.FromSeconds(0.5);

    /// <summary>A time; empty for none.</summary>
    public static string Seconds(TimeSpan? time) => time?.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture) ?? "";

    /// <summary>When an event came, after the name of the event.</summary>
    public static string At(Step step) => step.Time is null ? "" : $", {Seconds(step.Time)} s";

    /// <summary>When the events of a run came, after their name.</summary>
    public static string Between(Run run) => run.First.Time is null ? "" : $", {Seconds(run.First.Time)}–{Seconds(run.Last.Time)} s";

    /// <summary>The cell of the list of events with the times of a run, and the wait before it where that is long.</summary>
    public static void WriteCell(HtmlWriter html, Run run)
    {
        if (run.First.Time is not null)
        {
            var end = run.IsSingle ? "" : $"–{Seconds(run.Last.Time)}";
            html.Write($"""<span class="t">{Seconds(run.First.Time)}{end}""");
            if (run.First.Gap >= LongGap)
            {
                html.Write($""" <b>+{Seconds(run.First.Gap)}</b>""");
            }

            html.WriteRaw("</span> ");
        }
    }

    /// <summary>The longest wait within a run; empty where it is short.</summary>
    public static string Gap(Run run) => run.Slowest is { } step && step.Gap >= LongGap ? $"longest gap {Seconds(step.Gap)} s, before {EventList.Number(step)}" : "";

    /// <summary>When the answer began and ended, and where it paused longest.</summary>
    public static void WriteFacts(HtmlWriter html, TurnReading turn, Answer answer, IReadOnlyList<PlacedRun> runs, string id)
    {
        if (turn.Turn.Response is { Transport: CassetteTransport.Blocking, Times: [.., var whole] })
        {
            html.Write($"""<p class="facts times">answered after {Seconds(whole)} s</p>""");
        }
        else if (answer.Ends is ({ Time: { } first }, { Time: { } last }))
        {
            html.Write($"""<p class="facts times">first event after {Seconds(first)} s · last after {Seconds(last)} s""");
            if (answer.Slowest is { } slowest)
            {
                var row = runs.Last(run => run.First.Number <= slowest.Number);
                html.Write($""" · longest gap {Seconds(slowest.Gap)} s, before <a href="#{row.Target(id)}">{EventList.Number(slowest)}</a>""");
            }

            html.WriteRaw("</p>");
        }
    }
}
