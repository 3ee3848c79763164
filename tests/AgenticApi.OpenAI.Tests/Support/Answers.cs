using System.Net;
using System.Net.Http.Headers;

namespace AgenticApi.OpenAI.Tests.Support;

/// <summary>Answers each request with the result of a function.</summary>
internal sealed class Answers(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    public static Answers Of(HttpStatusCode status, string contentType, Func<Stream> body) => new(_ => Create(status, contentType, body()));

    public static Answers Of(string contentType, byte[] body) => Of(HttpStatusCode.OK, contentType, () => new MemoryStream(body));

    public static HttpResponseMessage Create(HttpStatusCode status, string contentType, Stream body)
    {
        var response = new HttpResponseMessage(status) { Content = new StreamContent(body) };
        response.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return response;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request));

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request);
}
