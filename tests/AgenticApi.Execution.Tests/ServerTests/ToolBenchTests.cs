using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.ServerTests;

public class ToolBenchTests
{
    [Fact]
    public async Task Rendezvous_opens_when_the_last_call_has_come()
    {
        var bench = new ToolBench().Tool("f", ToolBench.Rendezvous(2));

        var first = bench.RunAsync("f", "1", "{}", default);
        var wasOpen = first.IsCompleted;
        var second = bench.RunAsync("f", "2", "{}", default);

        wasOpen.Should().BeFalse();
        (await Task.WhenAll(first, second)).Should().Equal("ok", "ok");
        bench.MostRunning.Should().Be(2);
        bench.Running.Should().Be(0);
    }

    [Fact]
    public async Task Executions_are_counted_by_key()
    {
        var bench = new ToolBench().Tool("f", "out").Tool("g");

        await bench.RunAsync("f", "1", "{}", default);
        await bench.RunAsync("f", "1", "{}", default);
        await bench.Handler("g")("2", default);

        bench.Executions("f").Should().Be(2);
        bench.Executions("f", "1").Should().Be(2);
        bench.Executions("f", "2").Should().Be(0);
        bench.Repeated.Should().Equal("1");
        bench.Log.Should().Equal("start f 1", "finish f 1", "start f 1", "finish f 1", "start g 2", "finish g 2");
    }

    [Fact]
    public async Task Cancelled_and_failed_executions_are_told_apart()
    {
        using var cancellation = new CancellationTokenSource();
        var bench = new ToolBench()
            .Tool("f", ToolBench.Behind(new TaskCompletionSource().Task))
            .Tool("g", (_, _) => throw new InvalidOperationException());

        var running = bench.RunAsync("f", "1", "{}", cancellation.Token);
        await bench.HasStarted(1);
        await cancellation.CancelAsync();
        await FluentActions.Awaiting(() => running).Should().ThrowAsync<OperationCanceledException>();
        await FluentActions.Awaiting(() => bench.RunAsync("g", "2", "{}", default)).Should().ThrowAsync<InvalidOperationException>();

        bench.Log.Should().Equal("start f 1", "cancel f 1", "start g 2", "fail g 2");
        bench.Cancelled.Should().ContainSingle();
        bench.Finished.Should().BeEmpty();
    }
}
