using AgenticApi.Execution.Tests.Endpoint;
using AgenticApi.Execution.Tests.Rules;
using AgenticApi.OpenAI.Tests.Support;

namespace AgenticApi.OpenAI.Tests.Endpoint;

/// <summary>Failures are repeated by the client's pipeline or by the endpoint, but never by both.</summary>
public class RetryTests
{
    private static readonly string Good = LoopbackServer.Events(Wire.Created, Wire.Completed);

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Transient_status_is_repeated_by_the_pipeline(int status)
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(status, "busy"), Good);

        var (result, exchange, _) = await Clients.At(server.Client.BaseAddress!).AsResponsesEndpoint().StreamAsync().InTime();

        (result.Ending, exchange.Attempts, exchange.HttpStatus, server.Requests.Count).Should().Be((Ending.Completed, 1, 200, 2));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Persistent_status_is_repeated_by_the_pipeline_only(int status)
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(status, """{"error":{"message":"Slow down.","code":"slow"}}""", headers: "Retry-After: 0\r\n"));
        var endpoint = Clients.At(server.Client.BaseAddress!).AsResponsesEndpoint();

        var (streamed, exchange, _) = await endpoint.StreamAsync().InTime();
        server.Requests.Count.Should().Be(3);
        var blocking = await endpoint.CreateAsync(Wire.Request).InTime();

        server.Requests.Count.Should().Be(6);
        (exchange.Attempts, exchange.HttpStatus, exchange.RetryAfter).Should().Be((1, status, TimeSpan.Zero));
        foreach (var result in (AccumulatedResponse[])[streamed, blocking.Result])
        {
            (result.Ending, result.Response.Error!.Code, result.Response.Error.Message).Should().Be((Ending.Errored, "slow", $"HTTP {status}: Slow down."));
        }
    }

    [Fact]
    public async Task Answer_that_breaks_before_its_first_event_is_repeated_by_the_endpoint()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Broken(""), Good);

        var (result, exchange, _) = await Clients.At(server.Client.BaseAddress!).AsResponsesEndpoint().StreamAsync().InTime();

        (result.Ending, exchange.Attempts, server.Requests.Count).Should().Be((Ending.Completed, 2, 2));
    }

    [Fact]
    public async Task Stream_that_breaks_after_an_event_is_not_repeated()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Broken($"data: {Wire.Created}\n\n"));

        var (result, exchange, _) = await Clients.At(server.Client.BaseAddress!).AsResponsesEndpoint().StreamAsync().InTime();

        (result.Ending, exchange.Attempts, server.Requests.Count).Should().Be((Ending.Truncated, 1, 1));
    }

    [Fact]
    public async Task Stored_stream_that_breaks_is_not_reconnected_by_the_pipeline()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Broken($"id: 0\nretry: 1\ndata: {Wire.Created}\n\n"), Good);
        var (accumulator, steps) = (new ResponseAccumulator(), 0);

        await foreach (var _ in Clients.At(server.Client.BaseAddress!).AsResponsesEndpoint().StreamAsync("resp_1", null, accumulator))
        {
            steps++;
        }

        (accumulator.Finish().Ending, steps, server.Requests.Count).Should().Be((Ending.Truncated, 1, 1));
    }

    [Fact]
    public async Task Server_that_cannot_be_reached_is_an_error_after_the_attempts_of_the_pipeline()
    {
        var tries = 0;
        using var answers = new Answers(_ => { tries++; throw new HttpRequestException(HttpRequestError.ConnectionError, "Refused."); });
        var endpoint = Clients.Over(answers).AsResponsesEndpoint();

        var (streamed, exchange, _) = await endpoint.StreamAsync().InTime();
        tries.Should().Be(3);
        var blocking = await endpoint.CreateAsync(Wire.Request).InTime();

        tries.Should().Be(6);
        exchange.Exception.Should().BeOfType<HttpRequestException>();
        foreach (var result in (AccumulatedResponse[])[streamed, blocking.Result])
        {
            (result.Ending, result.Response.Error!.Code).Should().Be((Ending.Errored, "connection_failed"));
            result.Response.Error.Message.Should().Contain("ConnectionError");
        }
    }

    [Fact]
    public async Task Exception_that_is_not_of_the_connection_is_passed_on()
    {
        using var answers = new Answers(_ => throw new NotSupportedException("A fault of the application."));

        await Clients.Over(answers).AsResponsesEndpoint().Invoking(endpoint => endpoint.CreateAsync(Wire.Request).InTime()).Should().ThrowAsync<NotSupportedException>();
    }
}
