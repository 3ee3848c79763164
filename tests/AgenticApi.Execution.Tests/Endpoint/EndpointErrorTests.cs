namespace AgenticApi.Execution.Tests.Endpoint;

/// <summary>Answers that are no response become errors, the same whether a stream was asked for or not.</summary>
public class EndpointErrorTests
{
    public static TheoryData<int, string, string, string, string> Answers => new()
    {
        { 401, "application/json", """{"detail":"Not authenticated"}""", "http_401", "HTTP 401: Not authenticated" },
        { 422, "application/json", """{"detail":[{"loc":["body","input",0],"msg":"Field required","type":"missing"},{"msg":"b"},3]}""", "http_422", "HTTP 422: body.input.0: Field required; b; 3" },
        { 400, "application/json", """{"detail":{"error":{"message":"inner","code":"c"}}}""", "c", "HTTP 400: inner" },
        { 403, "application/json", """{"message":"No\tway","code":"denied"}""", "denied", "HTTP 403: No way" },
        { 404, "application/json", """{"timestamp":1,"status":404,"error":"Not Found","message":"No such path"}""", "http_404", "HTTP 404: No such path" },
        { 400, "application/json", """{"error":"text"}""", "http_400", "HTTP 400: text" },
        { 400, "application/json", """{"error":{"message":"m","code":null}}""", "http_400", "HTTP 400: m" },
        { 400, "application/json", """[{"error":{"code":400,"message":"m","status":"INVALID"}}]""", "400", "HTTP 400: m" },
        { 400, "application/json", """{"object":"error","message":"m","type":"BadRequestError","param":null,"code":400}""", "400", "HTTP 400: m" },
        { 400, "application/json", "\"only text\"", "http_400", "HTTP 400: only text" },
        { 400, "application/json", """{"error":{"message":"\ud800"}}""", "http_400", """HTTP 400: {"error":{"message":"\ud800"}}""" },
        { 404, "text/plain", "", "http_404", "HTTP 404, without a text." },
        { 413, "text/html", "<html><head><title>\n 413 Request\n Too &amp; Large </title></head><body>x</body></html>", "http_413", "HTTP 413: 413 Request Too & Large" },
        { 403, "text/html", "<!doctype html><style>a{}</style><script>if(a<b){}</script><h1>No</h1><p>entry", "http_403", "HTTP 403: No entry" },
        { 400, "text/plain", "a\u0000b\r\n\tc", "http_400", "HTTP 400: a\ufffdb c" },
        { 307, "text/plain", "elsewhere", "http_307", "HTTP 307: elsewhere" },
        { 200, "text/html", "<title>Log in</title>", "http_200", "HTTP 200, but no response: Log in" },
        { 200, "text/plain", "ready", "http_200", "HTTP 200, but no response: ready" },
        { 200, "application/json", "", "http_200", "HTTP 200, but no response, without a text." },
        { 200, "application/json", """{"detail":"Not found"}""", "http_200", "HTTP 200, but no response: Not found" },
        { 200, "application/json", """{"id":"x","object":"chat.completion","choices":[]}""", "http_200", """HTTP 200, but no response: {"id":"x","object":"chat.completion","choices":[]}""" },
        { 200, "application/json", """{"id":"resp_1","object":"response","out""", "http_200", """HTTP 200, but no response: {"id":"resp_1","object":"response","out""" },
        { 200, "application/json", "[1]", "http_200", "HTTP 200, but no response: [1]" },
        { 200, "text/event-stream", "<title>Proxy</title>", "http_200", "HTTP 200, but no response: Proxy" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Blocking_answer_that_is_no_response_is_an_error(int status, string contentType, string body, string code, string message)
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(status, body, contentType));

        var (result, exchange) = await new ResponsesEndpoint(server.Client).CreateAsync(Wire.Request);

        (result.Ending, result.Response.Error!.Code, result.Response.Error.Message).Should().Be((Ending.Errored, code, message));
        (exchange.HttpStatus, exchange.Attempts, server.Requests.Count).Should().Be((status, 1, 1));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Streamed_answer_that_is_no_response_is_an_error_and_one_step(int status, string contentType, string body, string code, string message)
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(status, body, contentType));
        var (result, exchange, steps) = await new ResponsesEndpoint(server.Client).StreamAsync();

        (result.Ending, result.Response.Error!.Code, result.Response.Error.Message).Should().Be((Ending.Errored, code, message));
        (exchange.HttpStatus, exchange.Attempts, steps).Should().Be((status, 1, 1));
    }

    [Fact]
    public async Task Error_object_keeps_all_its_members()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(400, """{"error":{"message":"No tool output found.","type":"invalid_request_error","param":"input","code":"c","extra":{"a":[1]}}}"""));

        var error = (await new ResponsesEndpoint(server.Client).CreateAsync(Wire.Request)).Result.Response.Error!;

        error.ToJson().Should().Be("""{"type":"invalid_request_error","param":"input","code":"c","extra":{"a":[1]},"message":"HTTP 400: No tool output found."}""");
    }

    [Fact]
    public async Task Long_body_is_reported_with_at_most_200_characters()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(400, string.Concat(Enumerable.Repeat("😀 ", 100_000)), "text/plain"));

        var error = (await new ResponsesEndpoint(server.Client).CreateAsync(Wire.Request)).Result.Response.Error!;

        error.Message.Should().HaveLength("HTTP 400: ".Length + 200).And.EndWith("😀 😀");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Error_body_without_an_end_is_read_to_its_limit_only(bool streams)
    {
        await using var server = new LoopbackServer(async (_, _, stream, ct) =>
        {
            await LoopbackServer.WriteAsync(stream, "HTTP/1.1 400 Bad\r\nContent-Type: text/plain\r\n\r\n", ct);
            while (true)
            {
                await LoopbackServer.WriteAsync(stream, new string('x', 1000), ct);
            }
        });
        var endpoint = new ResponsesEndpoint(server.Client);

        var result = streams ? (await endpoint.StreamAsync()).Result : (await endpoint.CreateAsync(Wire.Request)).Result;

        result.Response.Error!.Message.Should().Be("HTTP 400: " + new string('x', 200));
        await server.ClientLeft.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200_000)]
    public async Task Response_with_an_error_status_is_read_unchanged(int padding)
    {
        var body = Wire.FailedResponse.Replace("\"output\":[]", $"\"instructions\":\"{new string('x', padding)}\",\"output\":[]", StringComparison.Ordinal);
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(400, body));
        var endpoint = new ResponsesEndpoint(server.Client);

        var (blocking, _) = await endpoint.CreateAsync(Wire.Request);
        var (streamed, exchange, _) = await endpoint.StreamAsync();

        (blocking.Ending, blocking.Response.ToJson()).Should().Be((Ending.Failed, body));
        (streamed.Ending, streamed.Response.ToJson(), exchange.HttpStatus).Should().Be((Ending.Failed, body, 400));
    }

    [Fact]
    public async Task Body_in_place_of_a_stream_is_the_response()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(200, Wire.Response));

        var (result, _, steps) = await new ResponsesEndpoint(server.Client).StreamAsync();

        (result.Ending, result.Response.OutputText, steps).Should().Be((Ending.Completed, "Hi", 1));
        result.Deviations.Select(deviation => deviation.Kind).Should().Equal(DeviationKind.BodyInsteadOfStream);
    }

    [Fact]
    public async Task Stream_in_place_of_a_body_is_the_response()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Events(Wire.Created, Wire.Completed));

        (await new ResponsesEndpoint(server.Client).CreateAsync(Wire.Request)).Result.Ending.Should().Be(Ending.Completed);
    }

    [Fact]
    public async Task Answer_beyond_a_limit_of_the_accumulator_throws()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(200, Wire.Response));
        var endpoint = new ResponsesEndpoint(server.Client);

        var act = async () => await endpoint.StreamAsync(Wire.Request, new ResponseAccumulator(new() { MaxItems = 0 })).GetAsyncEnumerator().MoveNextAsync();

        await act.Should().ThrowAsync<ResponseProtocolException>().WithMessage("*MaxItems*");
    }

    [Fact]
    public async Task Blocking_answer_beyond_a_limit_throws()
    {
        var deep = new string('[', 100) + new string(']', 100);
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(200, Wire.Response.Replace("\"output\"", $"\"deep\":{deep},\"output\"", StringComparison.Ordinal)));

        Func<Task> act = () => new ResponsesEndpoint(server.Client).CreateAsync(Wire.Request);

        await act.Should().ThrowAsync<ResponseProtocolException>().WithMessage("*MaxJsonDepth*");
    }

    [Fact]
    public async Task Answer_that_strict_mode_refuses_throws()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Events("""{"type":"response.in_progress"}"""));
        var endpoint = new ResponsesEndpoint(server.Client);

        var act = async () => await endpoint.StreamAsync(Wire.Request, new ResponseAccumulator(new() { Strict = true })).GetAsyncEnumerator().MoveNextAsync();

        (await act.Should().ThrowAsync<ResponseProtocolException>()).Which.Deviation.Should().NotBeNull();
    }

    [Fact]
    public async Task Error_of_an_answer_passes_strict_mode()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(404, "nothing", "text/plain"));
        var accumulator = new ResponseAccumulator(new() { Strict = true });

        await foreach (var step in new ResponsesEndpoint(server.Client).StreamAsync(Wire.Request, accumulator))
        {
            step.Effect.Should().Be(StepEffect.ErrorTold);
        }

        accumulator.Finish().Ending.Should().Be(Ending.Errored);
    }

    [Fact]
    public async Task Body_with_a_byte_order_mark_is_read_without_it()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(400, "\ufeff{\"detail\":\"d\"}"), LoopbackServer.Answer(200, "\ufeff" + Wire.Response));
        var endpoint = new ResponsesEndpoint(server.Client);

        (await endpoint.CreateAsync(Wire.Request)).Result.Response.Error!.Message.Should().Be("HTTP 400: d");
        (await endpoint.CreateAsync(Wire.Request)).Result.Ending.Should().Be(Ending.Completed);
    }
}
