using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli.Tests.Gateway;

/// <summary>Signals to <c>agentic-api gateway</c> in the middle of a stream.</summary>
public sealed class GatewayStopTests : IAsyncLifetime, IDisposable
{
    private const string Asking = """{"model":"m","input":"Hi","stream":true}""";

    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient _client = new();
    private LoopbackServer? _model;

    public async Task InitializeAsync() => _model = await LoopbackServer.StartAsync(application => application.Run(AnswerAsync), 0, default);

    public async Task DisposeAsync() => await _model!.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Stream_ends_whole_and_new_requests_are_refused()
    {
        await using var gateway = await RunningGateway.StartAsync(["--upstream", $"{_model!.Url}v1"]);
        using var answer = await BeginAsync(gateway);

        await gateway.SignalAsync("TERM");
        await UntilNotReadyAsync(gateway);
        using var refused = await _client.PostAsync($"{gateway.BaseUrl}/responses", JsonBody.Of(Asking));
        _go.SetResult();
        var result = await ResponseAccumulator.FromStreamAsync(await answer.Content.ReadAsStreamAsync(), new() { Strict = true });

        ((int)refused.StatusCode, refused.Headers.RetryAfter?.ToString()).Should().Be((503, "1"));
        (result.Ending, result.Response.OutputText).Should().Be((Ending.Completed, "Hello world."));
        (await gateway.EndedAsync(), await gateway.Tool.StandardError.ReadToEndAsync()).Should().Be((0, ""));
    }

    [Fact]
    public async Task Stream_that_does_not_end_in_time_fails_with_what_was_said()
    {
        await using var gateway = await RunningGateway.StartAsync(["--upstream", $"{_model!.Url}v1", "--stop-timeout", "1"]);
        using var answer = await BeginAsync(gateway);

        await gateway.SignalAsync("INT");
        var result = await ResponseAccumulator.FromStreamAsync(await answer.Content.ReadAsStreamAsync(), new() { Strict = true });

        (result.Ending, result.Response.OutputText, result.Response.Error!.Message).Should().Be((Ending.Failed, "Hello", "The gateway is shutting down."));
        (await gateway.EndedAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Second_signal_ends_it_at_once()
    {
        await using var gateway = await RunningGateway.StartAsync(["--upstream", $"{_model!.Url}v1"]);
        using var answer = await BeginAsync(gateway);

        await gateway.SignalAsync("TERM");
        await UntilNotReadyAsync(gateway);
        var time = Stopwatch.StartNew();
        await gateway.SignalAsync("TERM");

        (await gateway.EndedAsync()).Should().Be(130);
        time.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20));
    }

    private async Task<HttpResponseMessage> BeginAsync(RunningGateway gateway)
    {
        var answer = await _client.SendAsync(new(HttpMethod.Post, $"{gateway.BaseUrl}/responses") { Content = JsonBody.Of(Asking) }, HttpCompletionOption.ResponseHeadersRead);
        ((int)answer.StatusCode).Should().Be(200);
        return answer;
    }

    private async Task UntilNotReadyAsync(RunningGateway gateway)
    {
        for (var look = 0; ; look++)
        {
            using var answer = await _client.GetAsync(new Uri(new Uri(gateway.BaseUrl), "/readyz"));
            if ((int)answer.StatusCode == 503)
            {
                return;
            }

            look.Should().BeLessThan(300);
            await Task.Delay(20);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}\n\n");
        await context.Response.Body.FlushAsync();
        await _go.Task.WaitAsync(context.RequestAborted);
        await context.Response.WriteAsync("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" world.\"}}]}\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
    }
}
