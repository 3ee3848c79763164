using System.Net;
using System.Text;

namespace AgenticApi.Cassettes.Tests;

/// <summary>Answers each request as it is told to, and keeps what was asked.</summary>
internal sealed class ScriptedHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<string> Asked { get; } = [];

    public static ScriptedHandler Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(_ => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") });

    public static ScriptedHandler Stream(string body) => Stream(new MemoryStream(Encoding.UTF8.GetBytes(body)));

    public static ScriptedHandler Stream(Stream body) => new(_ =>
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) };
        response.Content.Headers.ContentType = new("text/event-stream");
        response.Headers.Add("x-request-id", "req-1");
        return response;
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Add(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        return answer(request);
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, cancellationToken).GetAwaiter().GetResult();
}
