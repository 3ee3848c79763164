namespace AgenticApi.Execution.Tests.Endpoint;

/// <summary>The requests of the endpoint: methods, paths, headers and bodies.</summary>
public class EndpointRequestTests
{
    [Fact]
    public async Task Streaming_request_is_a_post_of_json_that_asks_for_events()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Events(Wire.Created, Wire.Completed));

        var (result, exchange, steps) = await new ResponsesEndpoint(server.Client).StreamAsync();

        (result.Ending, exchange.HttpStatus, exchange.Attempts, exchange.Exception, steps).Should().Be((Ending.Completed, 200, 1, null, 2));
        var request = server.Requests.Should().ContainSingle().Subject;
        request.Should().StartWith("POST /v1/responses HTTP/1.1\r\n").And.Contain("Content-Type: application/json\r\n").And.Contain("Accept: text/event-stream\r\n");
        request.Should().EndWith("""{"input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hello"}]}],"stream":true}""");
    }

    [Fact]
    public async Task Blocking_request_is_a_post_that_asks_for_json()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(200, Wire.Response));

        var (result, exchange) = await new ResponsesEndpoint(server.Client).CreateAsync(Wire.Request);

        (result.Ending, result.Response.OutputText, result.Deviations.Count, exchange.Attempts).Should().Be((Ending.Completed, "Hi", 0, 1));
        server.Requests.Should().ContainSingle().Which.Should().Contain("Accept: application/json\r\n").And.EndWith("\"stream\":false}");
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/v1", "/v1/responses")]
    [InlineData("http://127.0.0.1:{0}/v1/", "/v1/responses")]
    [InlineData("http://127.0.0.1:{0}", "/responses")]
    [InlineData("http://127.0.0.1:{0}/openai/v1?api-version=preview", "/openai/v1/responses?api-version=preview")]
    public async Task Base_address_with_or_without_a_slash_is_the_base(string address, string path)
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(200, Wire.Response));
        using var client = new HttpClient { BaseAddress = new Uri(address.Replace("{0}", $"{server.Client.BaseAddress!.Port}", StringComparison.Ordinal)) };

        await new ResponsesEndpoint(client).CreateAsync(Wire.Request);

        server.Requests.Should().ContainSingle().Which.Should().StartWith($"POST {path} HTTP/1.1\r\n");
    }

    [Fact]
    public void Client_without_base_address_is_refused_with_what_to_do()
    {
        using var client = new HttpClient();

        var act = () => new ResponsesEndpoint(client);

        act.Should().Throw<ArgumentException>().WithMessage("*Set it to the base of the API*");
    }

    [Fact]
    public async Task Stored_response_is_read_cancelled_and_deleted_by_its_escaped_id()
    {
        await using var server = new LoopbackServer((_, request, stream, ct) => LoopbackServer.WriteAsync(
            stream, LoopbackServer.Answer(200, request.StartsWith("DELETE", StringComparison.Ordinal) ? """{"id":"a/b","object":"response.deleted","deleted":true}""" : Wire.Response), ct));
        var endpoint = new ResponsesEndpoint(server.Client);

        (await endpoint.GetAsync("a/b?c")).Result.Ending.Should().Be(Ending.Completed);
        (await endpoint.CancelAsync("a/b?c")).Result.Ending.Should().Be(Ending.Completed);
        (await endpoint.DeleteAsync("a/b?c")).Should().BeTrue();

        server.Requests.Select(request => request.Split(" HTTP")[0]).Should().Equal("GET /v1/responses/a%2Fb%3Fc", "POST /v1/responses/a%2Fb%3Fc/cancel", "DELETE /v1/responses/a%2Fb%3Fc");
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task Id_that_would_name_another_path_is_refused(string id)
    {
        var endpoint = new ResponsesEndpoint((_, _) => throw new InvalidOperationException("Nothing is to be sent."));
        Func<Task>[] calls = [() => endpoint.GetAsync(id), () => endpoint.CancelAsync(id), () => endpoint.DeleteAsync(id), () => Task.FromResult(endpoint.StreamAsync(id, 1, new ResponseAccumulator()))];

        foreach (var call in calls)
        {
            await call.Should().ThrowAsync<ArgumentException>();
        }
    }

    [Theory]
    [InlineData(204, "", true)]
    [InlineData(200, """{"deleted":true}""", true)]
    [InlineData(200, """{"deleted":false}""", false)]
    [InlineData(200, "<html>", false)]
    [InlineData(404, """{"deleted":true}""", false)]
    public async Task Deletion_returns_what_the_server_confirms(int status, string body, bool expected)
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(status, body));

        (await new ResponsesEndpoint(server.Client).DeleteAsync("resp_1")).Should().Be(expected);
    }

    [Fact]
    public async Task Resumed_stream_is_asked_for_from_after_an_event_and_goes_on_in_the_accumulator()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Broken($"data: {Wire.Created}\n\n"), LoopbackServer.Events(Wire.Completed));
        var (endpoint, accumulator) = (new ResponsesEndpoint(server.Client), new ResponseAccumulator());
        await foreach (var _ in endpoint.StreamAsync(Wire.Request, accumulator))
        {
        }

        var broken = accumulator.Finish().Ending;
        await foreach (var _ in endpoint.StreamAsync("resp_1", accumulator.LastSequenceNumber, accumulator))
        {
        }

        (broken, accumulator.Finish().Ending).Should().Be((Ending.Truncated, Ending.Completed));
        server.Requests.Last().Should().StartWith("GET /v1/responses/resp_1?stream=true&starting_after=0 HTTP/1.1\r\n").And.Contain("Accept: text/event-stream");
    }

    [Fact]
    public async Task Resumed_stream_without_further_events_changes_nothing()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Events());
        var accumulator = new ResponseAccumulator();
        accumulator.Add(System.Text.Encoding.UTF8.GetBytes(Wire.Created));

        await foreach (var _ in new ResponsesEndpoint(server.Client).StreamAsync("resp_1", null, accumulator))
        {
        }

        (accumulator.Finish().Ending, server.Requests.Single().Split(' ')[1]).Should().Be((Ending.Truncated, "/v1/responses/resp_1?stream=true"));
    }
}
