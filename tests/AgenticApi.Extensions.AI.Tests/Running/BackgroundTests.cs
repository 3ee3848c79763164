using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AgenticApi.Cassettes;
using AgenticApi.Execution;
using AgenticApi.Extensions.AI.Tests.Support;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI.Tests.Running;

/// <summary>Responses that run in the background: polled, and resumed.</summary>
public partial class BackgroundTests
{
    [Fact]
    public async Task Response_is_polled_with_its_token()
    {
        using var server = new ScriptedServer("", Items.Message("Done.")) { Status = "in_progress" };
        using var client = server.Endpoint.AsChatClient("m");
        var first = await client.GetResponseAsync("Hello", new ChatOptions { AllowBackgroundResponses = true });
        server.Status = "completed";

        var second = await client.GetResponseAsync([], new ChatOptions { ContinuationToken = ResponseContinuationToken.FromBytes(first.ContinuationToken!.ToBytes()) });

        (first.FinishReason, first.Text).Should().Be((null, ""));
        (second.ContinuationToken, second.Text).Should().Be((null, "Done."));
        server.Requests.Select(request => request.Path).Should().Equal("/v1/responses", "/v1/responses/resp_1");
        server.Requests[0].Body.GetProperty("background").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task Token_with_messages_or_of_another_client_is_refused()
    {
        using var server = new ScriptedServer();
        using var client = server.Endpoint.AsChatClient("m");

        var both = () => client.GetResponseAsync("Hello", new ChatOptions { ContinuationToken = new BackgroundToken("resp_1", 3) });
        var other = () => client.GetResponseAsync([], new ChatOptions { ContinuationToken = ResponseContinuationToken.FromBytes(new byte[] { 1 }) });

        await both.Should().ThrowAsync<InvalidOperationException>();
        await other.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task Stream_that_breaks_at_any_event_is_resumed_there()
    {
        var turns = Cassette.Load(Path.Combine(Repository.Cassettes, "background-resumed-inside-streaming.yaml")).Turns;
        var events = Event().Matches(string.Concat(turns.Select(turn => turn.Response.ToString()))).Select(match => match.Value).ToList();
        var whole = ChatText.Lines(await Client(new Server(events, events.Count)).GetStreamingResponseAsync("Hello", Background).ToChatResponseAsync());

        for (var cut = 1; cut < events.Count; cut++)
        {
            using var server = new Server(events, cut);
            using var client = Client(server);
            var updates = new List<ChatResponseUpdate>();
            var read = async () =>
            {
                await foreach (var update in client.GetStreamingResponseAsync("Hello", Background))
                {
                    updates.Add(update);
                }
            };

            await read.Should().ThrowAsync<IOException>();
            var token = updates[^1].ContinuationToken!;
            await foreach (var update in client.GetStreamingResponseAsync([], new ChatOptions { ContinuationToken = token }))
            {
                updates.Add(update);
            }

            updates[^1].ContinuationToken.Should().BeNull();
            ChatText.Lines(updates.ToChatResponse()).Should().Equal(whole, $"the stream broke after {cut} events");
        }
    }

    private static ChatOptions Background => new() { AllowBackgroundResponses = true };

    private static IChatClient Client(Server server) =>
        new ResponsesEndpoint(new HttpClient(server, disposeHandler: false) { BaseAddress = new Uri("http://recorded/v1/") }, RetryPolicy.None).AsChatClient("m");

    [GeneratedRegex("event: .*\ndata: .*\n\n")]
    private static partial Regex Event();

    /// <summary>Breaks the stream of the created response, and serves all of it when it is read again.</summary>
    private sealed class Server(IReadOnlyList<string> events, int cut) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var sent = events.Take(request.Method == HttpMethod.Post ? cut : events.Count);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(string.Concat(sent), Encoding.UTF8, "text/event-stream") });
        }
    }
}
