using System.Globalization;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli.View;

/// <summary>Writes one response: its facts, the lanes and events of a stream, its items and its JSON.</summary>
internal static class AnswerSection
{
    public static void Write(HtmlWriter html, TurnReading turn, Answer answer, string id)
    {
        var result = answer.Result!;
        var runs = PlacedRun.All(answer, html.Detail);
        html.Write($"""<p class="facts">{string.Join(" · ", Facts(turn, answer))}</p>""");
        Times.WriteFacts(html, turn, answer, runs, id);
        if (answer.Error is not null)
        {
            html.Write($"""<p class="problem">{answer.Error} The events before the error are below.</p>""");
        }

        if (!turn.IsStream)
        {
            DeviationList.Write(html, answer, null);
        }
        else
        {
            DeviationList.WriteOverview(html, answer, runs, id);
            LaneFigure.Write(html, answer, runs, id);
        }

        ItemList.Write(html, result.Response.Output);
        if (turn.IsStream)
        {
            EventList.Write(html, answer, runs, id);
        }

        html.Write($"""<details class="fold response" id="{id}-response"><summary>""");
        html.Write($"""<h4>{(turn.IsStream ? "Folded response" : "Response")}</h4> <span class="what">{result.Response.Id}</span></summary>""");
        TurnSection.WriteHeaders(html, turn.Turn.Response.Headers);
        TurnSection.WriteJson(html, result.Response.ToJson(indented: true));
        html.WriteRaw("</details>\n");
        if (!turn.IsStream && result.Deviations.Count > 0)
        {
            html.WriteRaw("""<details class="fold came"><summary><h4>Original body</h4></summary>""");
            TurnSection.WriteJson(html, JsonLayout.Indent(turn.Turn.Response.Bytes.Span));
            html.WriteRaw("</details>\n");
        }
    }

    private static IEnumerable<string> Facts(TurnReading turn, Answer answer)
    {
        var response = answer.Result!.Response;
        yield return $"HTTP {turn.Turn.Response.Status}";
        yield return turn.Turn.Response.Transport switch
        {
            CassetteTransport.Blocking => "blocking",
            CassetteTransport.WebSocket => "websocket",
            _ => "event stream",
        };
        if (turn.IsStream)
        {
            yield return answer.EventCount == 1 ? "1 event" : $"{EventList.Count(answer.EventCount)} events";
        }

        if (response.Model is { } model)
        {
            yield return model;
        }

        if (response.Usage is { } usage)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{usage.InputTokens:N0} tokens in, {usage.OutputTokens:N0} out");
        }

        if (response.IncompleteDetails?.Reason is { } reason)
        {
            yield return reason;
        }

        if (response.Error is { } error)
        {
            yield return $"{error.Code}: {error.Message}";
        }
    }
}
