using AgenticApi.Execution;
using AgenticApi.Execution.Tests.Endpoint;
using AgenticApi.Execution.Tests.Rules;
using AgenticApi.OpenAI.Tests.Support;

namespace AgenticApi.OpenAI.Tests.Endpoint;

/// <summary>Each request is sent through the client, with its key and headers, to the right path.</summary>
public class RequestTests
{
    [Fact]
    public async Task Streamed_request_has_the_key_of_the_client_and_the_body_of_the_request()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Events(Wire.Created, Wire.Completed));

        var (result, exchange, steps) = await Clients.At(server.Client.BaseAddress!).AsResponsesEndpoint().StreamAsync().InTime();

        (result.Ending, exchange.HttpStatus, exchange.Attempts, steps).Should().Be((Ending.Completed, 200, 1, 2));
        var request = server.Requests.Should().ContainSingle().Subject;
        request.Should().StartWith("POST /v1/responses HTTP/1.1\r\n").And.Contain($"Authorization: Bearer {Clients.Key}\r\n").And.Contain("User-Agent: OpenAI/2.15.0")
            .And.Contain("Accept: */*\r\n").And.Contain("Content-Type: application/json\r\n")
            .And.EndWith("\r\n\r\n" + System.Text.Encoding.UTF8.GetString(Wire.Request.ToUtf8Json(stream: true)));
    }

    [Fact]
    public async Task Blocking_request_gives_the_response()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(200, Wire.Response));

        var answer = await Clients.At(server.Client.BaseAddress!).AsResponsesEndpoint().CreateAsync(Wire.Request).InTime();

        (answer.Result.Ending, answer.Result.Response.OutputText, answer.Result.Deviations.Count).Should().Be((Ending.Completed, "Hi", 0));
        server.Requests.Should().ContainSingle().Which.Should().Contain("Accept: application/json\r\n").And.Contain($"Bearer {Clients.Key}");
    }

    [Fact]
    public async Task Stored_responses_are_read_resumed_cancelled_and_deleted()
    {
        await using var server = LoopbackServer.Of(
            LoopbackServer.Answer(200, Wire.Response), LoopbackServer.Events(Wire.Completed), LoopbackServer.Events(Wire.Created, Wire.Completed),
            LoopbackServer.Events(Wire.Completed), LoopbackServer.Answer(200, Wire.Response), LoopbackServer.Answer(200, """{"id":"resp_1","deleted":true}"""));
        var endpoint = Clients.At(server.Client.BaseAddress!).AsResponsesEndpoint();

        (await endpoint.GetAsync("resp_1").InTime()).Result.Response.OutputText.Should().Be("Hi");
        (await LastAsync(endpoint, "resp_1", 7)).Should().Be(Ending.Completed);
        (await LastAsync(endpoint, "resp_1", null)).Should().Be(Ending.Completed);
        (await LastAsync(endpoint, "resp_1", 1L << 40)).Should().Be(Ending.Completed);
        (await endpoint.CancelAsync("resp/1 ?").InTime()).Result.Ending.Should().Be(Ending.Completed);
        (await endpoint.DeleteAsync("resp_1").InTime()).Should().BeTrue();

        server.Requests.Select(request => request.Split(" HTTP")[0]).Should().Equal(
            "GET /v1/responses/resp_1", "GET /v1/responses/resp_1?stream=true&starting_after=7", "GET /v1/responses/resp_1?stream=true",
            "GET /v1/responses/resp_1?stream=true&starting_after=1099511627776", "POST /v1/responses/resp%2F1%20%3F/cancel", "DELETE /v1/responses/resp_1");
        server.Requests.Should().OnlyContain(request => request.Contains($"Bearer {Clients.Key}"));
    }

    [Fact]
    public async Task Request_without_a_method_of_the_client_is_sent_through_its_pipeline()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(200, "{}"));
        var sending = new ClientSending(Clients.At(server.Client.BaseAddress!), TimeProvider.System);

        await using var answer = await sending.SendAsync(new EndpointRequest(HttpMethod.Get, "conversations/conv_1/items?order=desc&limit=2", default), default).InTime();

        (answer.Status, answer.ContentType).Should().Be((200, "application/json"));
        server.Requests.Should().ContainSingle().Which.Should().StartWith("GET /v1/conversations/conv_1/items?order=desc&limit=2 HTTP").And.Contain($"Bearer {Clients.Key}");
    }

    [Fact]
    public async Task Leaving_the_steps_closes_the_connection()
    {
        await using var server = new LoopbackServer(async (_, _, stream, ct) =>
        {
            await LoopbackServer.WriteAsync(stream, LoopbackServer.Broken($"data: {Wire.Created}\n\n"), ct);
            while (true)
            {
                await LoopbackServer.WriteAsync(stream, ": here\n\n", ct);
                await Task.Delay(5, ct);
            }
        });

        await foreach (var _ in Clients.At(server.Client.BaseAddress!).AsResponsesEndpoint().StreamAsync(Wire.Request, new ResponseAccumulator()))
        {
            break;
        }

        await server.ClientLeft.Task.InTime();
    }

    [Fact]
    public async Task Cancelling_ends_a_request_that_is_not_answered()
    {
        await using var server = new LoopbackServer((_, _, _, ct) => Task.Delay(Timeout.Infinite, ct));
        using var stop = new CancellationTokenSource();

        var asking = Clients.At(server.Client.BaseAddress!).AsResponsesEndpoint().CreateAsync(Wire.Request, stop.Token);
        await stop.CancelAsync();

        await asking.Invoking(task => task.InTime()).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public void Endpoint_of_no_client_is_refused() =>
        FluentActions.Invoking(() => ResponsesClientExtensions.AsResponsesEndpoint(null!)).Should().Throw<ArgumentNullException>().WithParameterName("client");

    private static async Task<Ending> LastAsync(ResponsesEndpoint endpoint, string id, long? after)
    {
        var accumulator = new ResponseAccumulator();
        await foreach (var _ in endpoint.StreamAsync(id, after, accumulator))
        {
        }

        return accumulator.Finish().Ending;
    }
}
