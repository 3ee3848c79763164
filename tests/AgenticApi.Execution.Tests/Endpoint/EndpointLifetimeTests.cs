using System.Text;

namespace AgenticApi.Execution.Tests.Endpoint;

/// <summary>Cancellation ends an exchange with the caller's exception, and each answer is disposed.</summary>
public class EndpointLifetimeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancellation_while_the_server_is_silent_throws(bool streams)
    {
        await using var server = new LoopbackServer((_, _, _, ct) => Task.Delay(Timeout.Infinite, ct));
        using var cancel = new CancellationTokenSource(200);
        var endpoint = new ResponsesEndpoint(server.Client);

        Func<Task> act = () => streams ? endpoint.StreamAsync(cancel.Token) : endpoint.CreateAsync(Wire.Request, cancel.Token);

        await act.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Cancellation_after_events_throws_and_closes_the_connection()
    {
        await using var server = Endless();
        using var cancel = new CancellationTokenSource();
        var accumulator = new ResponseAccumulator();

        var act = async () =>
        {
            await foreach (var _ in new ResponsesEndpoint(server.Client).StreamAsync(Wire.Request, accumulator, null, cancel.Token))
            {
                await cancel.CancelAsync();
            }
        };

        await act.Should().ThrowAsync<OperationCanceledException>();
        accumulator.EventCount.Should().Be(1);
        await server.ClientLeft.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Cancellation_while_waiting_for_the_next_attempt_throws()
    {
        await using var server = LoopbackServer.Of(LoopbackServer.Answer(503, "", headers: "Retry-After: 29\r\n"));
        using var cancel = new CancellationTokenSource(500);

        Func<Task> act = () => new ResponsesEndpoint(server.Client).CreateAsync(Wire.Request, cancel.Token);

        await act.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Cancellation_that_a_transport_reports_as_another_exception_throws_as_cancellation()
    {
        using var cancel = new CancellationTokenSource();
        var endpoint = new ResponsesEndpoint(async (_, _) =>
        {
            await cancel.CancelAsync();
            throw new IOException("aborted");
        });

        await endpoint.Invoking(it => it.CreateAsync(Wire.Request, cancel.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Leaving_the_steps_early_closes_the_connection()
    {
        await using var server = Endless();

        await foreach (var _ in new ResponsesEndpoint(server.Client).StreamAsync(Wire.Request, new ResponseAccumulator()))
        {
            break;
        }

        await server.ClientLeft.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(200, "data: {\"type\":\"response.created\"}\n\n")]
    [InlineData(200, "<html>")]
    [InlineData(404, "")]
    [InlineData(503, "")]
    public async Task Each_answer_is_disposed_once_the_exchange_is_over(int status, string body)
    {
        var (opened, closed) = (0, 0);
        var endpoint = new ResponsesEndpoint(
            (_, _) =>
            {
                opened++;
                return Task.FromResult(new EndpointAnswer(status, new MemoryStream(Encoding.UTF8.GetBytes(body))) { Owner = new Closing(() => closed++) });
            },
            new RetryPolicy { MaxAttempts = 2, BaseDelay = TimeSpan.Zero });

        await endpoint.StreamAsync();
        await endpoint.CreateAsync(Wire.Request);
        await endpoint.DeleteAsync("resp_1");

        (opened, closed).Should().Be((status == 503 ? 6 : 3, opened));
    }

    [Fact]
    public async Task Owner_is_disposed_although_the_body_fails_to_be()
    {
        var closed = 0;
        var answer = new EndpointAnswer(200, new FailingStream()) { Owner = new Closing(() => closed++) };

        var act = async () => await answer.DisposeAsync();

        await act.Should().ThrowAsync<IOException>();
        closed.Should().Be(1);
    }

    private static LoopbackServer Endless() => new(async (_, _, stream, ct) =>
    {
        await LoopbackServer.WriteAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {Wire.Created}\n\n", ct);
        while (true)
        {
            await LoopbackServer.WriteAsync(stream, ": wait\n\n", ct);
            await Task.Delay(20, ct);
        }
    });

    private sealed class Closing(Action close) : IDisposable
    {
        public void Dispose() => close();
    }

    private sealed class FailingStream : MemoryStream
    {
        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            throw new IOException();
        }
    }
}
