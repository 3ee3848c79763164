using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway.Tests.Keeping;

/// <summary>Clients that request a stream and do not read it.</summary>
public sealed class StalledClientTests
{
    private static readonly string Piece = $$$"""data: {"choices":[{"index":0,"delta":{"content":"{{{new string('a', 64 * 1024)}}}"}}]}""" + "\n\n";

    [Fact]
    public async Task Response_whose_client_does_not_read_can_be_cancelled()
    {
        await using var model = await ScriptedModel.StartAsync(FloodAsync);
        var (stalled, id) = await StallAsync(model, "");
        using var _ = stalled;

        var cancelled = await model.Client.PostJsonAsync($"/v1/responses/{id}/cancel", "{}").WaitAsync(TimeSpan.FromSeconds(20));

        cancelled.Text("status").Should().Be("cancelled");
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"store\":false")]
    public async Task Response_whose_client_does_not_read_ends_at_its_timeout(string how)
    {
        var ended = new TaskCompletionSource();
        await using var model = await ScriptedModel.StartAsync(
            async context =>
            {
                context.RequestAborted.Register(() => ended.TrySetResult());
                await FloodAsync(context);
            },
            upstream => new() { Upstream = upstream, Limits = new() { ResponseTimeout = TimeSpan.FromSeconds(3) } });
        var (stalled, id) = await StallAsync(model, how);
        using var _ = stalled;

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));

        if (how.Length == 0)
        {
            (await model.Client.UntilAsync(id, "failed")).GetProperty("error").Text("message").Should().Be("The response took too long.");
        }
    }

    private static async Task FloodAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.WriteAsync(Piece, context.RequestAborted);
        }
    }

    /// <summary>Reads a stream up to the id of its response, and waits until the buffers of the connection are full.</summary>
    private static async Task<(HttpResponseMessage Answer, string Id)> StallAsync(ScriptedModel model, string how)
    {
        var answer = await model.AskAsync($$"""{"model":"m","input":"Hi","stream":true{{how}}}""");
        var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        await reader.ReadLineAsync();
        var id = GatewayClient.Events((await reader.ReadLineAsync())!).ResponseId();
        await Task.Delay(1500);
        return (answer, id);
    }
}
