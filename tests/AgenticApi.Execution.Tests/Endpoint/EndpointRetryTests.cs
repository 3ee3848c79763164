using System.Globalization;
using System.Text;

namespace AgenticApi.Execution.Tests.Endpoint;

/// <summary>A request is repeated only if nothing of an answer was received.</summary>
public class EndpointRetryTests
{
    private readonly InstantTime _time = new();

    [Theory]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Transient_status_is_repeated(int status)
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(status, "busy"), LoopbackServer.Events(Wire.Created, Wire.Completed));

        var (result, exchange, _) = await new ResponsesEndpoint(server.Client, time: _time).StreamAsync();

        (result.Ending, exchange.Attempts, exchange.HttpStatus, server.Requests.Count).Should().Be((Ending.Completed, 2, 200, 2));
    }

    [Theory]
    [InlineData("""{"error":{"message":"You exceeded your current quota.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""")]
    [InlineData("""{"message":"You exceeded your current quota.","type":"invalid_request_error","code":"insufficient_quota"}""")]
    public async Task Status_of_a_used_up_quota_is_not_repeated(string body)
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(429, body));
        var endpoint = new ResponsesEndpoint(server.Client, time: _time);

        var (streamed, exchange, _) = await endpoint.StreamAsync();
        var blocking = await endpoint.CreateAsync(Wire.Request);

        (exchange.Attempts, blocking.Exchange.Attempts, server.Requests.Count).Should().Be((1, 1, 2));
        foreach (var result in (AccumulatedResponse[])[streamed, blocking.Result])
        {
            (result.Ending, result.Response.Error!.Code, result.Response.Error.Message).Should().Be((Ending.Errored, "insufficient_quota", "HTTP 429: You exceeded your current quota."));
        }
    }

    [Fact]
    public async Task Rate_limit_whose_message_mentions_quota_is_repeated()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(429, """{"error":{"message":"Not \"insufficient_quota\", only slow.","code":"rate_limit_exceeded"}}"""), LoopbackServer.Events(Wire.Created, Wire.Completed));

        var (result, exchange, _) = await new ResponsesEndpoint(server.Client, time: _time).StreamAsync();

        (result.Ending, exchange.Attempts).Should().Be((Ending.Completed, 2));
    }

    [Fact]
    public async Task Persistent_status_is_the_error_after_the_last_attempt()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(502, "<title>502 Bad Gateway</title>", "text/html"));
        var policy = new RetryPolicy { BaseDelay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(3), MaxAttempts = 5 };

        var (result, exchange) = await new ResponsesEndpoint(server.Client, policy, _time).CreateAsync(Wire.Request);

        (result.Response.Error!.Message, exchange.Attempts, server.Requests.Count).Should().Be(("HTTP 502: 502 Bad Gateway", 5, 5));
        _time.Waits.Should().HaveCount(4);
        _time.Waits.Zip([1, 2, 3, 3]).Should().OnlyContain(wait => wait.First <= TimeSpan.FromSeconds(wait.Second));
    }

    [Fact]
    public async Task Delays_without_Retry_After_are_spread_over_their_whole_range()
    {
        var policy = new RetryPolicy { BaseDelay = TimeSpan.FromSeconds(8), MaxDelay = TimeSpan.FromSeconds(8), MaxAttempts = 100 };
        var endpoint = new ResponsesEndpoint((_, _) => throw new IOException(), policy, _time);

        await endpoint.CreateAsync(Wire.Request);

        _time.Waits.Should().Contain(wait => wait < TimeSpan.FromSeconds(2)).And.Contain(wait => wait > TimeSpan.FromSeconds(6)).And.OnlyContain(wait => wait <= TimeSpan.FromSeconds(8));
    }

    [Theory]
    [InlineData("Retry-After: 7\r\n", 7000)]
    [InlineData("Retry-After: 1.5\r\n", 1500)]
    [InlineData("Retry-After: Sat, 21 Nov 2026 12:00:20 GMT\r\n", 20000)]
    [InlineData("Retry-After: 7\r\nretry-after-ms: 250\r\n", 250)]
    public async Task Retry_after_replaces_the_delay(string header, int milliseconds)
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(429, "", headers: header), LoopbackServer.Answer(200, Wire.Response));

        var (result, exchange) = await new ResponsesEndpoint(server.Client, time: _time).CreateAsync(Wire.Request);

        (result.Ending, exchange.RetryAfter).Should().Be((Ending.Completed, null));
        _time.Waits.Should().Equal(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Theory]
    [InlineData("Retry-After: Sat, 21 Nov 2026 11:00:00 GMT\r\n")]
    [InlineData("Retry-After: -5\r\n")]
    public async Task Retry_after_in_the_past_means_no_delay(string header)
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(429, "", headers: header), LoopbackServer.Answer(200, Wire.Response));

        (await new ResponsesEndpoint(server.Client, time: _time).CreateAsync(Wire.Request)).Exchange.Attempts.Should().Be(2);

        _time.Waits.Should().BeEmpty();
    }

    [Theory]
    [InlineData("31")]
    [InlineData("1e300")]
    public async Task Retry_after_above_the_maximum_delay_ends_the_attempts(string seconds)
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(429, """{"error":{"code":"rate_limit_exceeded","message":"Slow down."}}""", headers: $"Retry-After: {seconds}\r\n"));

        var (result, exchange) = await new ResponsesEndpoint(server.Client, time: _time).CreateAsync(Wire.Request);

        (result.Response.Error!.Code, exchange.Attempts, exchange.RetryAfter > TimeSpan.FromSeconds(30)).Should().Be(("rate_limit_exceeded", 1, true));
    }

    [Fact]
    public async Task Permanent_status_is_not_repeated()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(400, ""));

        await new ResponsesEndpoint(server.Client, time: _time).StreamAsync();

        server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Policy_of_none_sends_once()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(503, "down", "text/plain"));

        var (result, exchange, _) = await new ResponsesEndpoint(server.Client, RetryPolicy.None, _time).StreamAsync();

        (result.Response.Error!.Message, exchange.Attempts).Should().Be(("HTTP 503: down", 1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Server_that_is_not_there_is_an_error_without_content(bool streams)
    {
        var server = LoopbackServer.Of("");
        using var client = new HttpClient { BaseAddress = server.Client.BaseAddress };
        await server.DisposeAsync();
        var endpoint = new ResponsesEndpoint(client, time: _time);

        var (result, exchange) = streams && await endpoint.StreamAsync() is var streamed ? new EndpointResult(streamed.Result, streamed.Exchange) : await endpoint.CreateAsync(Wire.Request);

        (result.Ending, result.Response.Error!.Code, exchange.Attempts, exchange.HttpStatus).Should().Be((Ending.Errored, "connection_failed", 4, null));
        result.Response.Error.Message.Should().Contain("ConnectionError").And.NotContain("127.0.0.1");
        exchange.Exception.Should().BeOfType<HttpRequestException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData(": wait\n\n")]
    [InlineData("data: {\"type\":\"response.cre")]
    public async Task Stream_that_breaks_before_its_first_event_is_repeated(string start)
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Broken(start), LoopbackServer.Events(Wire.Created, Wire.Completed));

        var (result, exchange, _) = await new ResponsesEndpoint(server.Client, time: _time).StreamAsync();

        (result.Ending, result.Deviations.Count, exchange.Attempts, exchange.Exception).Should().Be((Ending.Completed, 0, 2, null));
    }

    [Fact]
    public async Task Resumed_stream_that_breaks_before_its_first_event_is_repeated_without_a_trace()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Broken(""), LoopbackServer.Events(Wire.Completed));
        var accumulator = new ResponseAccumulator(new() { Strict = true });
        accumulator.Add(Encoding.UTF8.GetBytes(Wire.Created));

        await foreach (var _ in new ResponsesEndpoint(server.Client, time: _time).StreamAsync("resp_1", 0, accumulator))
        {
        }

        (accumulator.Finish().Ending, accumulator.Deviations.Count).Should().Be((Ending.Completed, 0));
    }

    [Fact]
    public async Task Stream_that_always_breaks_before_its_first_event_is_a_failed_connection()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Broken(": wait\n\n"));

        var (result, exchange, steps) = await new ResponsesEndpoint(server.Client, time: _time).StreamAsync();

        (result.Ending, result.Response.Error!.Code, exchange.Attempts, exchange.HttpStatus, steps).Should().Be((Ending.Errored, "connection_failed", 4, 200, 1));
        exchange.Exception.Should().NotBeNull();
    }

    [Fact]
    public async Task Stream_that_breaks_after_its_first_event_is_truncated_and_not_repeated()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Broken($"data: {Wire.Created}\n\n"));

        var (result, exchange, steps) = await new ResponsesEndpoint(server.Client, time: _time).StreamAsync();

        (result.Ending, exchange.Attempts, server.Requests.Count, steps).Should().Be((Ending.Truncated, 1, 1, 1));
        result.Deviations.Should().Contain(deviation => deviation.Kind == DeviationKind.ConnectionBroken);
    }

    [Fact]
    public async Task Blocking_answer_that_breaks_is_repeated()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Broken(Wire.Response[..60]), LoopbackServer.Answer(200, Wire.Response));

        var (result, exchange) = await new ResponsesEndpoint(server.Client, time: _time).CreateAsync(Wire.Request);

        (result.Ending, exchange.Attempts).Should().Be((Ending.Completed, 2));
    }

    [Fact]
    public async Task Error_body_that_breaks_is_reported_as_far_as_it_arrived()
    {
        await using var server = LoopbackServer.Of("HTTP/1.1 400 Bad\r\nContent-Length: 1000\r\nConnection: close\r\n\r\nhalf");

        (await new ResponsesEndpoint(server.Client, time: _time).CreateAsync(Wire.Request)).Result.Response.Error!.Message.Should().Be("HTTP 400: half");
    }

    [Fact]
    public async Task Time_limit_of_the_client_counts_as_a_failed_connection()
    {
        await using var server = new LoopbackServer((number, _, stream, ct) =>
            number == 0 ? Task.Delay(Timeout.Infinite, ct) : LoopbackServer.WriteAsync(stream, LoopbackServer.Answer(200, Wire.Response), ct));
        server.Client.Timeout = TimeSpan.FromSeconds(1);

        var (result, exchange) = await new ResponsesEndpoint(server.Client, time: _time).CreateAsync(Wire.Request);

        (result.Ending, exchange.Attempts).Should().Be((Ending.Completed, 2));
    }

    [Fact]
    public async Task Exception_that_is_not_of_the_connection_is_passed_on()
    {
        var endpoint = new ResponsesEndpoint((_, _) => throw new NotSupportedException("mine"), time: _time);

        await endpoint.Invoking(it => it.CreateAsync(Wire.Request)).Should().ThrowAsync<NotSupportedException>().WithMessage("mine");
    }

    [Fact]
    public async Task Reused_exchange_describes_the_last_request()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(503, "", headers: "Retry-After: 0\r\n"), LoopbackServer.Events(Wire.Created, Wire.Completed));
        var (endpoint, exchange) = (new ResponsesEndpoint(server.Client, time: _time), new EndpointExchange());
        var attempts = "";
        for (var i = 0; i < 2; i++)
        {
            await foreach (var _ in endpoint.StreamAsync(Wire.Request, new ResponseAccumulator(), exchange))
            {
            }

            attempts += exchange.Attempts.ToString(CultureInfo.InvariantCulture);
        }

        attempts.Should().Be("21");
    }
}
