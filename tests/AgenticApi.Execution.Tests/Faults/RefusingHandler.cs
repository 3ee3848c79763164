using System.Text.Json;
using AgenticApi.Execution.Tests.Running;

namespace AgenticApi.Execution.Tests.Faults;

/// <summary>Refuses one request of a run in the place of the server.</summary>
internal sealed class RefusingHandler(int request, int status, string message, string param) : DelegatingHandler(new SocketsHttpHandler())
{
    private int _posts;

    /// <summary>A client whose request of a number, from 1, is refused.</summary>
    public static HttpClient ClientOf(LoopBench bench, int request, int status, string message, string param) =>
        new(new RefusingHandler(request, status, message, param)) { BaseAddress = bench.Server.BaseUrl };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage sent, CancellationToken cancellationToken)
    {
        if (sent.Method != HttpMethod.Post || ++_posts != request)
        {
            return base.SendAsync(sent, cancellationToken);
        }

        var body = JsonSerializer.Serialize(new { error = new { message, param, type = "invalid_request_error" } });
        return Task.FromResult(new HttpResponseMessage((System.Net.HttpStatusCode)status) { Content = new StringContent(body, null, "application/json") });
    }
}
