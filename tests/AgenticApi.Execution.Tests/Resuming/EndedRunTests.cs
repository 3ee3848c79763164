using AgenticApi.Execution.Tests.Running;

namespace AgenticApi.Execution.Tests.Resuming;

/// <summary>Resuming a run that has ended: its result again, or the next round.</summary>
public class EndedRunTests
{
    [Theory]
    [InlineData("completed", RunOutcome.Completed)]
    [InlineData("incomplete", RunOutcome.Incomplete)]
    [InlineData("failed", RunOutcome.Failed)]
    public async Task Run_that_has_ended_gives_its_result_again_and_sends_nothing(string status, RunOutcome outcome)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Journal = new InMemoryRunJournal();
        bench.Options = bench.Options with { MaxRecoveries = 0 };
        bench.Tool("look");
        bench.Server.Round(r => r.Call("look", "{}", "call_1")).Round(r => r.Text("Partly.").Ending(status, status == "failed" ? "server_error" : "max_output_tokens"));
        var result = await bench.ReadAsync(bench.Agent.RunAsync(ResumeBench.Request(null), ResumeBench.RunId));
        var (posts, records) = (bench.Server.Lines.Count, bench.Records().Count);

        var again = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));

        result.Outcome.Should().Be(outcome);
        again.Outcome.Should().Be(outcome);
        again.Text.Should().Be(result.Text).And.Be("Partly.");
        again.Rounds.Should().Be(result.Rounds);
        again.Usage!.ToJson().Should().Be(result.Usage!.ToJson());
        again.Response!.Ending.Should().Be(result.Response!.Ending);
        again.Response.Response.Error?.Code.Should().Be(result.Response.Response.Error?.Code);
        again.Items.Select(item => item.ToJson()).Should().Equal(result.Items.Select(item => item.ToJson()));
        bench.Server.Lines.Should().HaveCount(posts);
        bench.Records().Should().HaveCount(records);
    }

    [Fact]
    public async Task Refused_run_gives_what_the_server_said_again()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Journal = new InMemoryRunJournal();
        bench.Server.Round(r => r.Status(403, "<html><title>Forbidden</title></html>"));
        var result = await bench.ReadAsync(bench.Agent.RunAsync(ResumeBench.Request(null), ResumeBench.RunId));

        var again = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));

        result.Outcome.Should().Be(RunOutcome.Failed);
        again.Outcome.Should().Be(RunOutcome.Failed);
        again.Response!.Response.Error!.Message.Should().Be(result.Response!.Response.Error!.Message);
        bench.Server.Posts.Should().Be(1);
    }

    [Fact]
    public async Task Run_that_was_asked_to_stop_goes_on()
    {
        await using var bench = await ResumeBench.StartAsync();
        var run = bench.Agent.RunAsync(ResumeBench.Request(null), ResumeBench.RunId);
        run.StopAfterRound();
        var result = await bench.ReadAsync(run);
        result.Outcome.Should().Be(RunOutcome.Stopped);
        result.StopReason.Should().Be(StopReason.Requested);

        result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));

        result.Outcome.Should().Be(RunOutcome.Completed);
        result.Rounds.Should().Be(3);
        result.Usage!.TotalTokens.Should().Be(45);
        bench.Server.Requests.Should().HaveCount(3);
    }

    [Theory]
    [InlineData(Continuation.PreviousResponse)]
    [InlineData(Continuation.Conversation)]
    public async Task Run_that_has_answered_at_its_limit_gives_its_result_again_where_the_server_has_all(Continuation continuation)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Journal = new InMemoryRunJournal();
        bench.Options = bench.Options with { Continuation = continuation, MaxRounds = 1, AnswerAtLimit = true };
        bench.Tool("look");
        bench.Server.Round(r => r.Call("look", "{}", "call_1")).Round(r => r.Text("As far as I came."));
        var request = ResponseRequest.FromText("Go on.") with { Conversation = continuation == Continuation.Conversation ? "conv_1" : null };
        var result = await bench.ReadAsync(bench.Agent.RunAsync(request, ResumeBench.RunId));
        bench.Options = bench.Options with { MaxRounds = 40 };

        var again = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));

        (again.Outcome, again.StopReason, again.Text).Should().Be((RunOutcome.Stopped, StopReason.Rounds, "As far as I came."));
        again.Rounds.Should().Be(result.Rounds);
        again.Items.Select(item => item.ToJson()).Should().Equal(result.Items.Select(item => item.ToJson()));
        bench.Server.Posts.Should().Be(2);
    }

    [Fact]
    public async Task Truncated_run_goes_on()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Journal = new InMemoryRunJournal();
        bench.Options = bench.Options with { MaxRecoveries = 0 };
        bench.Tool("look", "looked", tool => tool with { Start = ToolStart.WhenDone });
        bench.Server.Round(r => r.Call("look", "{}", "call_1").Pause(bench.Tools.HasStarted(1)).DropHere().Once()).Round(r => r.Text("Done."));
        var result = await bench.ReadAsync(bench.Agent.RunAsync(ResumeBench.Request(false), ResumeBench.RunId));
        result.Outcome.Should().Be(RunOutcome.Truncated);

        result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId, request: new ResponseRequest { Store = false }));

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(1).Should().Equal("call_1=looked");
        bench.Tools.Executions("look").Should().Be(1);
        bench.Server.Refusals.Should().BeEmpty();
    }

    [Fact]
    public async Task Run_that_the_journal_does_not_have_cannot_be_resumed()
    {
        await using var bench = await ResumeBench.StartAsync();

        await bench.Awaiting(it => it.ReadAsync(it.Agent.ResumeAsync("nothing"))).Should().ThrowAsync<InvalidOperationException>().WithMessage("*nothing*");
        bench.Server.Posts.Should().Be(0);
    }
}
