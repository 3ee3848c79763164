using System.Text;
using System.Text.Json;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli.View;

/// <summary>Writes a turn: the request and its responses.</summary>
internal static class TurnSection
{
    public static string Title(TurnReading turn) => turn.Turn.Name;

    /// <summary>Returns the items of the responses, or the method and path of a request that is not for a response.</summary>
    public static string Outcome(TurnReading turn) => turn.Turn.IsResponse
        ? ReplayTable.Tally(turn.Answers.SelectMany(answer => answer.Result!.Response.Output).Select(item => item.Type))
        : $"{turn.Turn.Request.Method} {turn.Turn.Request.Path}";

    public static void Write(HtmlWriter html, TurnReading turn, string id, bool isOpen)
    {
        html.Write($"""<details class="turn" id="{id}"{(isOpen ? " open" : "")}><summary><h3>{Title(turn)}</h3><span class="items">{Outcome(turn)}</span>""");
        WriteOutcome(html, turn);
        html.WriteRaw("</summary>\n");
        WriteRequest(html, turn.Turn.Request);
        for (var i = 0; i < Math.Min(turn.Answers.Count, html.Detail.Answers); i++)
        {
            if (turn.Answers.Count > 1)
            {
                html.Write($"""<h4 class="nth">response {i + 1} of {turn.Answers.Count}</h4>""");
            }

            AnswerSection.Write(html, turn, turn.Answers[i], i == 0 ? id : $"{id}-{i + 1}");
        }

        if (turn.Answers.Count > html.Detail.Answers)
        {
            var endings = turn.Answers.Skip(html.Detail.Answers)
                .CountBy(answer => Wire.Name(answer.Result!.Ending))
                .Select(ending => $"{EventList.Count(ending.Value)} {ending.Key}");
            var count = turn.Answers.Count - html.Detail.Answers;
            html.Write($"""<p class="note">{EventList.Count(count)} more responses are not shown: {string.Join(", ", endings)}.</p>""");
        }

        if (turn.Answers.Count == 0)
        {
            WriteBytes(html, turn);
        }

        html.WriteRaw("</details>\n");
    }

    /// <summary>Writes the endings of the responses, and the number of deviations of each severity.</summary>
    public static void WriteOutcome(HtmlWriter html, TurnReading turn)
    {
        html.WriteRaw("<span class=\"outcome\">");
        foreach (var (ending, count) in turn.Answers.CountBy(answer => Wire.Name(answer.Result!.Ending)))
        {
            html.Write($"""<span class="ending {ending}">{ending}{(count == 1 ? "" : $" × {EventList.Count(count)}")}</span>""");
        }

        if (turn.Error is not null)
        {
            html.WriteRaw("""<span class="ending unreadable">unreadable</span>""");
        }

        foreach (var severity in turn.Deviations.GroupBy(deviation => deviation.Severity).OrderByDescending(group => group.Key))
        {
            html.Write($"""<span class="tally {Wire.Name(severity.Key)}">{EventList.Count(severity.Count())} {Wire.Name(severity.Key)}</span>""");
        }

        html.WriteRaw("</span>");
    }

    public static void WriteJson(HtmlWriter html, string json)
    {
        html.WriteRaw("<pre class=\"json\">");
        html.WriteText(html.Detail.Shorten(json));
        html.WriteRaw("</pre>");
    }

    public static void WriteHeaders(HtmlWriter html, IReadOnlyDictionary<string, string> headers)
    {
        if (headers.Count > 0)
        {
            html.Write($"""<pre class="headers">{string.Join('\n', headers.Select(header => $"{header.Key}: {header.Value}"))}</pre>""");
        }
    }

    private static void WriteRequest(HtmlWriter html, CassetteRequest request)
    {
        if (request.Body.ValueKind == JsonValueKind.Undefined && request.Method.Length == 0)
        {
            return;
        }

        html.Write($"""<details class="fold request"><summary><h4>Request</h4> <span class="what">{request.Method} {request.Path}{Query(request)}</span> """);
        html.Write($"""<span class="gist">{RequestGist.Of(request.Body)}</span></summary>""");
        WriteHeaders(html, request.Headers);
        if (request.Body.ValueKind != JsonValueKind.Undefined)
        {
            WriteJson(html, JsonLayout.Indent(Encoding.UTF8.GetBytes(request.Body.GetRawText())));
        }

        html.WriteRaw("</details>\n");
    }

    private static string Query(CassetteRequest request) =>
        request.Query.Count == 0 ? "" : "?" + string.Join('&', request.Query.Select(parameter => $"{parameter.Key}={parameter.Value}"));

    private static void WriteBytes(HtmlWriter html, TurnReading turn)
    {
        var bytes = turn.Turn.Response.Bytes;
        if (turn.Error is not null)
        {
            html.Write($"""<p class="problem">{turn.Error}</p>""");
        }

        html.Write($"""<section class="came"><h4>Raw answer</h4><p class="facts">HTTP {turn.Turn.Response.Status} · {bytes.Length} bytes</p>""");
        WriteHeaders(html, turn.Turn.Response.Headers);
        html.Write($"""<pre class="raw">{html.Detail.Shorten(Encoding.UTF8.GetString(bytes.Span))}</pre></section>""");
    }
}
