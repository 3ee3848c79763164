using System.Globalization;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli.View;

/// <summary>Formats recorded times, in seconds after the request. If no times were recorded, nothing is written.</summary>
internal static class Times
{
    // A pause that a user who reads the text would notice.
    private static readonly TimeSpan LongGap = TimeSpan.FromSeconds(0.5);

    /// <summary>Returns a time; empty for null.</summary>
    public static string Seconds(TimeSpan? time) => time?.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Returns the time of an event, to append to its name.</summary>
    public static string At(Step step) => step.Time is null ? "" : $", {Seconds(step.Time)} s";

    /// <summary>Returns the times of a run, to append to its name.</summary>
    public static string Between(Run run) => run.First.Time is null ? "" : $", {Seconds(run.First.Time)}–{Seconds(run.Last.Time)} s";

    /// <summary>Writes the cell with the times of a run, and with the wait before it if that is long.</summary>
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

    /// <summary>Returns the longest wait within a run; empty if it is short.</summary>
    public static string Gap(Run run) =>
        run.Slowest is { } step && step.Gap >= LongGap ? $"longest gap {Seconds(step.Gap)} s, before {EventList.Number(step)}" : "";

    /// <summary>Writes the times of the first and the last event, and the longest wait.</summary>
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
