using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using AgenticApi.Gateway.Tests.Keeping;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway.Tests.Operation;

/// <summary>The limits of a gateway.</summary>
public sealed class LimitTests
{
    private const string Asking = """{"model":"m","input":"Hi","stream":true}""";

    [Fact]
    public async Task Request_beyond_the_maximum_gets_503_with_RetryAfter()
    {
        var held = new HeldModel();
        await using var model = await StartAsync(held.SayAsync, new() { MaxRequests = 1 });
        using var first = await model.AskAsync(Asking);
        await held.Asked;

        using var second = await model.AskAsync(Asking);
        held.Go();
        await first.Content.ReadAsStringAsync();

        second.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        second.Headers.RetryAfter!.ToString().Should().Be("1");
        Error(await second.Content.ReadAsStringAsync()).Should().Be(("gateway_busy", "server_error"));
        await Eventually(async () =>
        {
            using var third = await model.Client.GetAsync(new Uri("/v1/conversations/conv_0", UriKind.Relative));
            return third.StatusCode == HttpStatusCode.NotFound;
        });
    }

    [Fact]
    public async Task Background_response_beyond_the_maximum_gets_503()
    {
        var held = new HeldModel();
        await using var model = await StartAsync(held.SayAsync, new() { MaxBackgroundResponses = 1 });
        const string InBackground = """{"model":"m","input":"Hi","background":true}""";
        var first = await model.Client.PostJsonAsync("/v1/responses", InBackground);
        await held.Asked;

        var refused = await model.Client.PostJsonAsync("/v1/responses", InBackground, 503);
        held.Go();

        refused.GetProperty("error").Text("code").Should().Be("gateway_busy");
        await model.Client.UntilAsync(first.Text("id")!, "completed");
        var again = await model.Client.PostJsonAsync("/v1/responses", InBackground);
        await model.Client.UntilAsync(again.Text("id")!, "completed");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_beyond_the_maximum_gets_413(bool hasLength)
    {
        await using var model = await StartAsync(_ => Task.CompletedTask, new() { MaxRequestBytes = 1000 });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/responses") { Content = new StringContent($$"""{"model":"m","input":"{{new string('x', 1000)}}"}""", null, "application/json") };
        request.Headers.TransferEncodingChunked = !hasLength;

        using var answer = await model.Client.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        Error(await answer.Content.ReadAsStringAsync()).Type.Should().Be("invalid_request_error");
        model.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task Body_that_is_not_received_in_time_gets_408()
    {
        await using var model = await StartAsync(_ => Task.CompletedTask, new() { BodyTimeout = TimeSpan.FromSeconds(1) });
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, model.Client.BaseAddress!.Port);
        var stream = client.GetStream();
        await stream.WriteAsync("POST /v1/responses HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"u8.ToArray());

        // Faster than the minimum data rate of the web server.
        using var ended = new CancellationTokenSource();
        var dripping = DripAsync(stream, ended.Token);
        var answer = new byte[4096];
        var length = await stream.ReadAtLeastAsync(answer, 200, throwOnEndOfStream: false).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        await ended.CancelAsync();
        await dripping;

        var text = Encoding.ASCII.GetString(answer, 0, length);
        text.Should().StartWith("HTTP/1.1 408").And.Contain("\"error\":").And.Contain("was not received in time");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Response_that_takes_too_long_fails_with_the_output_so_far_and_is_stored(bool isBackground)
    {
        var held = new HeldModel();
        await using var model = await StartAsync(held.SayAsync, new() { ResponseTimeout = TimeSpan.FromSeconds(1) });

        using var answer = await model.AskAsync($$"""{"model":"m","input":"Hi","stream":true,"background":{{(isBackground ? "true" : "false")}}}""");
        var response = GatewayClient.Fold(GatewayClient.Events(await answer.Content.ReadAsStringAsync().WaitAsync(TimeSpan.FromSeconds(30)))).Response;

        (response.Status, response.OutputText, response.Error!.Code, response.Error.Message).Should().Be(("failed", "Hello world", "server_error", "The response took too long."));
        (await model.Client.GetJsonAsync($"/v1/responses/{response.Id}")).Text("status").Should().Be("failed");
        await held.Aborted;
    }

    [Fact]
    public async Task Model_that_sends_nothing_for_too_long_gets_504()
    {
        await using var model = await StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted), new() { ResponseTimeout = TimeSpan.FromSeconds(1) });

        var error = await model.Client.PostJsonAsync("/v1/responses", """{"model":"m","input":"Hi"}""", 504);

        error.GetProperty("error").Text("message").Should().Be("The response took too long.");
    }

    [Theory]
    [InlineData(60, 200)]
    [InlineData(70, 400)]
    [InlineData(100_000, 400)]
    public async Task Json_nested_deeper_than_64_levels_is_refused(int depth, int status)
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""");
        var schema = $"{string.Concat(Enumerable.Repeat("{\"a\":", depth - 4))}1{new string('}', depth - 4)}";

        await model.Client.PostJsonAsync("/v1/responses", $$$"""{"model":"m","input":"Hi","tools":[{"type":"function","name":"f","parameters":{{{schema}}}}]}""", status);
    }

    [Fact]
    public void Limit_that_is_not_above_zero_is_refused()
    {
        ((Func<GatewayLimits>)(() => new() { MaxRequests = 0 })).Should().Throw<ArgumentOutOfRangeException>();
        ((Func<GatewayLimits>)(() => new() { BodyTimeout = TimeSpan.Zero })).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static Task<ScriptedModel> StartAsync(Func<HttpContext, Task> answer, GatewayLimits limits) =>
        ScriptedModel.StartAsync(answer, upstream => new() { Upstream = upstream, Limits = limits });

    private static (string? Code, string? Type) Error(string body)
    {
        var error = JsonElement.Parse(body).GetProperty("error");
        return (error.Text("code"), error.Text("type"));
    }

    private static async Task DripAsync(NetworkStream stream, CancellationToken ended)
    {
        try
        {
            while (!ended.IsCancellationRequested)
            {
                await stream.WriteAsync(new byte[100], ended);
                await Task.Delay(100, ended);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The answer was received, or the connection was closed.
        }
    }

    private static async Task Eventually(Func<Task<bool>> isSo)
    {
        for (var look = 0; !await isSo(); look++)
        {
            look.Should().BeLessThan(200);
            await Task.Delay(50);
        }
    }
}
