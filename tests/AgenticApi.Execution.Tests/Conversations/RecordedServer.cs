using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace AgenticApi.Execution.Tests.Conversations;

/// <summary>A server that answers the requests for a response with the recorded answers, in their order, and has no other answers.</summary>
internal sealed class RecordedServer(IReadOnlyList<RecordedTurn> turns) : HttpMessageHandler
{
    /// <summary>The bodies of the requests.</summary>
    public List<JsonElement> Requests { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Post || Requests.Count == turns.Count)
        {
            return new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("""{"error":{"message":"Not recorded.","type":"invalid_request_error"}}""") };
        }

        Requests.Add(JsonElement.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken)));
        var turn = turns[Requests.Count - 1];
        var recorded = turn.Turn.Response;
        var answer = new HttpResponseMessage(recorded.Status == 101 ? HttpStatusCode.OK : (HttpStatusCode)recorded.Status) { Content = new ByteArrayContent(turn.ToHttpBytes()) };
        var type = recorded.Status == 101 ? "text/event-stream" : recorded.Headers["content-type"];
        answer.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return answer;
    }
}
