using AgenticApi.Execution.Tests.Running;

namespace AgenticApi.Execution.Tests.Faults;

/// <summary>The stream of a response breaks that the server has: it is resumed, or asked for.</summary>
public class ResumeTests
{
    private static readonly ResponseRequest Background = ResponseRequest.FromText("Hello") with { Background = true };

    [Fact]
    public async Task Background_response_is_resumed_after_each_of_several_breaks()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("weather");
        bench.Server.Round(r => r.Call("weather", "{}", "call_1").Text("One moment.").DropAfter(5).DropAfter(1, times: 6)).Round(r => r.Text("Done."));

        var result = await bench.RunAsync(Background);

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Server.Posts.Should().Be(2);
        bench.Server.Lines.Where(line => line.Contains("starting_after=", StringComparison.Ordinal)).Should().HaveCount(7);
        bench.Tools.Executions("weather").Should().Be(1);
        Said(bench, 0).Should().Be("One moment.", "nothing of the text comes twice");
    }

    [Fact]
    public async Task Resume_that_fails_leaves_no_error_in_the_response()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Server.Round(r => r.Text("All of it.").DropAfter(5).Status(500, times: 5).DropBeforeHead());

        var result = await bench.RunAsync(Background);

        result.Outcome.Should().Be(RunOutcome.Completed);
        result.Text.Should().Be("All of it.");
        result.Response!.Deviations.Should().NotContain(deviation => deviation.Kind == DeviationKind.CompletedAfterError);
        bench.Events.OfType<StreamedEvent>().Should().NotContain(e => e.Step.Effect == StepEffect.ErrorTold);
        bench.Server.Posts.Should().Be(1);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(400)]
    public async Task Response_that_the_server_does_not_stream_again_is_asked_for(int status)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Server.Round(r => r.Text("All of it.").DropAfter(5).Status(status));

        var result = await bench.RunAsync(Background);

        result.Outcome.Should().Be(RunOutcome.Completed);
        result.Text.Should().Be("All of it.");
        result.Response!.Deviations.Should().NotContain(deviation => deviation.Kind == DeviationKind.CompletedAfterError);
        bench.Server.Posts.Should().Be(1);
        bench.Server.Lines.Should().Contain(line => line.StartsWith("GET ", StringComparison.Ordinal) && !line.Contains("stream", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_that_is_proven_after_a_break_starts_before_the_response_ends()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("weather");
        bench.Server.Round(r => r.Call("weather", "{}", "call_1").DropHere().Text("One moment.").Pause(bench.Tools.HasStarted(1))).Round(r => r.Text("Done."));

        var result = await bench.RunAsync(Background).WaitAsync(TimeSpan.FromSeconds(20));

        result.Outcome.Should().Be(RunOutcome.Completed);
    }

    [Theory]
    [InlineData(Continuation.Items)]
    [InlineData(Continuation.PreviousResponse)]
    public async Task Stored_response_that_ended_is_taken_from_the_server(Continuation continuation)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Options = bench.Options with { Continuation = continuation };
        bench.Tool("weather");
        bench.Server
            .Round(r => r.Call("weather", "{}", "call_1").Text("One").Pause(bench.Tools.HasStarted(1)).DropHere().Call("weather", """{"n":2}""", "call_2").TerminalCallIds().RunsOn())
            .Round(r => r.Text("Done."));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Server.Posts.Should().Be(2);
        bench.Server.Refusals.Should().BeEmpty();
        bench.Outputs(1).Should().Equal("call_1_final=ok", "call_2_final=ok");
        bench.Tools.Executions("weather").Should().Be(2);
        bench.Events.OfType<RoundRestarted>().Should().BeEmpty();
        result.Usage!.TotalTokens.Should().Be(30);
    }

    [Fact]
    public async Task Silent_stream_counts_as_broken()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Options = bench.Options with { StallTimeout = TimeSpan.FromMilliseconds(100) };
        bench.Server.Round(r => r.Text("All of it.").StallAfter(2));

        var result = await bench.RunAsync().WaitAsync(TimeSpan.FromSeconds(20));

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Events.OfType<RoundRestarted>().Should().ContainSingle();
    }

    private static string Said(LoopBench bench, int round) =>
        string.Concat(bench.Events.OfType<StreamedEvent>().Where(e => e.Round == round).Select(e => e.Event).OfType<OutputTextDeltaEvent>().Select(e => e.Delta));
}
