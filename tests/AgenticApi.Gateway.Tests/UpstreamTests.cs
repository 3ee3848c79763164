using System.Net;
using System.Text.Json;
using AgenticApi.Serving;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway.Tests;

/// <summary>Requests of the gateway to the model's server.</summary>
public sealed class UpstreamTests
{
    private const string Half = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Half\"}}]}\n\n";

    [Fact]
    public async Task HttpClient_of_the_application_streams_the_answer()
    {
        using var client = new HttpClient();
        await using var model = await ScriptedModel.StartAsync(
            async context =>
            {
                context.Response.ContentType = "text/event-stream";
                await context.Response.WriteAsync(Half);
                await context.Response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            },
            upstream => new() { Upstream = upstream, Client = client });

        using var answer = await model.AskAsync("""{"model":"m","input":"Hi","stream":true}""").WaitAsync(TimeSpan.FromSeconds(20));

        (await (await answer.Content.ReadAsStreamAsync()).ReadAsync(new byte[100])).Should().BePositive();
    }

    [Theory]
    [InlineData("length", "max_output_tokens")]
    [InlineData("stop", "incomplete_tool_call")]
    public async Task Call_that_the_text_of_the_model_does_not_complete_is_incomplete_and_removed_from_the_history(string reason, string detail)
    {
        await using var model = await ScriptedModel.StartAsync(
            context => ScriptedModel.SayAsync(
                context,
                """{"content":"One moment.\n<tool_call>{\"name\":\"f\",\"arguments\":{\"location\":\"Par"}""",
                $$$"""{"choices":[{"index":0,"delta":{},"finish_reason":"{{{reason}}}"}]}"""),
            upstream => new()
            {
                Upstream = upstream,
                Parser = request => new ModelTextParser(new ModelTextParserOptions { Request = request }, new HermesToolCallBlock()),
            });
        const string Tools = "\"tools\":[{\"type\":\"function\",\"name\":\"f\"}]";

        var response = await model.RespondAsync($$"""{"model":"m","input":"Hi","stream":true,{{Tools}}}""");
        await model.RespondAsync($$"""{"model":"m","input":"Go on","previous_response_id":"{{response.Id}}",{{Tools}}}""");

        (response.OutputText, response.IncompleteDetails!.Reason).Should().Be(("One moment.", detail));
        (response.FunctionCalls.Single().Arguments, response.FunctionCalls.Single().Status).Should().Be(("{\"location\":\"Par", "incomplete"));
        model.Asked[1].Body.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("content").GetString()).Should().Equal("Hi", "One moment.", "Go on");
        model.Asked[1].Body.GetRawText().Should().NotContain("Par");
    }

    [Fact]
    public async Task Model_server_that_exceeds_the_timeout_of_the_HttpClient_gets_504()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromMilliseconds(100) };
        await using var model = await ScriptedModel.StartAsync(
            context => Task.Delay(Timeout.Infinite, context.RequestAborted), upstream => new() { Upstream = upstream, Client = client });

        using var answer = await model.AskAsync("""{"model":"m","input":"Hi"}""");

        answer.StatusCode.Should().Be(HttpStatusCode.GatewayTimeout);
        JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("error").GetProperty("code").GetString().Should().Be("upstream_timeout");
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(InvalidDataException))]
    [InlineData(typeof(HttpRequestException))]
    [InlineData(typeof(OperationCanceledException))]
    public async Task Exception_while_reading_the_answer_fails_the_response(Type failure)
    {
        using var client = new HttpMessageInvoker(new Answering(() => throw (Exception)Activator.CreateInstance(failure)!));
        await using var model = await ScriptedModel.StartAsync(_ => Task.CompletedTask, upstream => new() { Upstream = upstream, Client = client });

        (await model.RespondAsync("""{"model":"m","input":"Hi"}""")).Error!.Code.Should().Be("server_error");
        (await model.RespondAsync("""{"model":"m","input":"Hi","stream":true}""")).Error!.Code.Should().Be("server_error");
    }

    [Theory]
    [InlineData(304)]
    [InlineData(302)]
    public async Task Redirect_or_other_status_below_400_gets_502(int status)
    {
        await using var model = await ScriptedModel.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/v1/elsewhere";
            return Task.CompletedTask;
        });

        using var answer = await model.AskAsync("""{"model":"m","input":"Hi"}""");

        answer.StatusCode.Should().Be(HttpStatusCode.BadGateway);
        (await answer.Content.ReadAsStringAsync()).Should().Contain($"status {status}.").And.Contain("server_error");
    }

    [Fact]
    public async Task Cookie_of_the_model_server_is_not_sent_back()
    {
        var cookies = new List<string?>();
        await using var model = await ScriptedModel.StartAsync(context =>
        {
            cookies.Add(context.Request.Headers.Cookie);
            context.Response.Headers.SetCookie = "who=first";
            return ScriptedModel.SayAsync(context, """{"content":"Hello."}""");
        });

        await model.RespondAsync("""{"model":"m","input":"Hi","stream":true}""");
        await model.RespondAsync("""{"model":"m","input":"Hi","stream":true}""");

        cookies.Should().Equal(null, null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Client_that_disconnects_before_the_answer_begins_ends_the_request_to_the_model(bool isStream)
    {
        var begun = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        await using var model = await ScriptedModel.StartAsync(async context =>
        {
            context.RequestAborted.Register(ended.SetResult);
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var leaving = new CancellationTokenSource();

        var asking = model.AskAsync($$"""{"model":"m","input":"Hi","store":false,"stream":{{(isStream ? "true" : "false")}}}""", leaving.Token);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await leaving.CancelAsync();

        await asking.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Client_that_disconnects_during_a_blocking_answer_ends_the_request_to_the_model()
    {
        var begun = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        await using var model = await ScriptedModel.StartAsync(async context =>
        {
            context.RequestAborted.Register(ended.SetResult);
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{\"choices\"");
            await context.Response.Body.FlushAsync();
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var leaving = new CancellationTokenSource();

        var asking = model.AskAsync("""{"model":"m","input":"Hi","store":false}""", leaving.Token);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await leaving.CancelAsync();

        await asking.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>Answers with a body whose reads call a function.</summary>
    private sealed class Answering(Func<int> read) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new Body(read)) });

        private sealed class Body(Func<int> read) : MemoryStream([0])
        {
            public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(read());

            public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => Task.FromResult(read());
        }
    }
}
