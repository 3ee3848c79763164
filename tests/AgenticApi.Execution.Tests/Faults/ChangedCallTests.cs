using AgenticApi.Execution.Tests.Running;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Faults;

/// <summary>Calls that differ between the stream and the final response.</summary>
public class ChangedCallTests
{
    [Theory]
    [InlineData(Continuation.Items)]
    [InlineData(Continuation.PreviousResponse)]
    public async Task Call_that_ran_with_other_arguments_than_the_final_ones_is_told_as_it_ran(Continuation continuation)
    {
        await using var bench = await StartAsync(continuation);
        bench.Tool("pay");
        bench.Server.Round(r => Started(r, bench, "pay").TerminalArguments(0, """{"n":9}""")).Round(r => r.Text("Done."));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Tools.Started.Should().ContainSingle().Which.Arguments.Should().Be("""{"n":1}""");
        if (continuation == Continuation.Items)
        {
            bench.Outputs(1).Should().Equal("call_1=ok");
            bench.Server.Requests[1].Input.Single(item => item.GetProperty("type").GetString() == "function_call").GetProperty("arguments").GetString().Should().Be("""{"n":1}""");
        }
        else
        {
            bench.Outputs(1).Should().Equal("call_1=The tool ran with these arguments: {\"n\":1}\nok");
        }
    }

    [Theory]
    [InlineData(Continuation.Items)]
    [InlineData(Continuation.PreviousResponse)]
    public async Task Idempotent_tool_runs_again_with_the_final_arguments(Continuation continuation)
    {
        await using var bench = await StartAsync(continuation);
        bench.Tool("read", (arguments, _) => Task.FromResult(arguments), tool => tool with { Idempotent = true });
        bench.Server.Round(r => Started(r, bench, "read").TerminalArguments(0, """{"n":9}""")).Round(r => r.Text("Done."));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(1).Should().Equal("""call_1={"n":9}""");
        bench.Tools.Started.Select(one => one.Key).Should().HaveCount(2).And.OnlyHaveUniqueItems();
        new RunCheck(bench, result).Violations().Should().BeEmpty();
        (await RunCheck.IsAcceptedAsync(bench, result)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(Continuation.Items)]
    [InlineData(Continuation.PreviousResponse)]
    public async Task Started_call_that_the_final_response_leaves_out_is_kept_where_the_client_keeps_the_conversation(Continuation continuation)
    {
        await using var bench = await StartAsync(continuation);
        bench.Tool("pay");
        bench.Server.Round(r => Started(r.Reasoning("Hm."), bench, "pay").Call("pay", """{"n":2}""", "call_2").TerminalOmits(1)).Round(r => r.Text("Done."));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(1).Should().Equal(continuation == Continuation.Items ? ["call_2=ok", "call_1=ok"] : ["call_2=ok"]);
        bench.Server.Refusals.Should().BeEmpty();
        new RunCheck(bench, result).Violations().Should().BeEmpty();
        (await RunCheck.IsAcceptedAsync(bench, result)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(Continuation.Items, 2)]
    [InlineData(Continuation.PreviousResponse, 1)]
    public async Task Final_response_that_leaves_its_only_call_out_is_the_answer_where_the_server_keeps_the_conversation(Continuation continuation, int posts)
    {
        await using var bench = await StartAsync(continuation);
        bench.Tool("pay");
        bench.Server.Round(r => Started(r, bench, "pay").TerminalOmits(0)).Round(r => r.Text("Done."));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Server.Posts.Should().Be(posts);
        (await RunCheck.IsAcceptedAsync(bench, result)).Should().BeEmpty();
    }

    [Fact]
    public async Task Call_that_ran_is_known_by_what_it_says_where_another_one_has_its_id()
    {
        await using var bench = await StartAsync(Continuation.PreviousResponse);
        bench.Tool("pay").Tool("read");
        bench.Server
            .Round(r => r.Call("read", """{"n":2}""", "call_1").WithoutItemDone(0).Call("pay", """{"n":1}""", "call_1").Text("One moment.").Pause(bench.Tools.HasStarted(1)))
            .Round(r => r.Text("Done."));

        (await bench.RunAsync()).Outcome.Should().Be(RunOutcome.Completed);

        bench.Outputs(1).Should().Equal("call_1=ok");
        bench.Tools.Started.Should().ContainSingle().Which.Tool.Should().Be("pay");
    }

    [Fact]
    public async Task Call_without_a_finished_item_runs_after_the_response()
    {
        await using var bench = await StartAsync(Continuation.Items);
        bench.Tool("pay");
        bench.Server.Round(r => r.Call("pay", """{"n":1}""", "call_1").Call("pay", """{"n":2}""", "call_2").WithoutItemDone(0)).Round(r => r.Text("Done."));

        (await bench.RunAsync()).Outcome.Should().Be(RunOutcome.Completed);

        bench.Outputs(1).Should().Equal("call_1=ok", "call_2=ok");
        bench.Tools.Executions("pay").Should().Be(2);
    }

    [Fact]
    public async Task Empty_call_ids_are_made_up_where_the_client_keeps_the_conversation()
    {
        await using var bench = await StartAsync(Continuation.Items, new ModelServerOptions { CheckItems = false });
        bench.Tool("pay");
        bench.Server.Round(r => r.Call("pay", """{"n":1}""", "").Call("pay", """{"n":2}""", "").Text("x")).Round(r => r.Text("Done."));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(1).Should().HaveCount(2).And.OnlyHaveUniqueItems().And.NotContain("=ok");
        bench.Tools.Executions("pay").Should().Be(2);
        bench.Server.Refusals.Should().BeEmpty();
    }

    [Fact]
    public async Task Empty_call_ids_fail_the_run_where_the_server_keeps_the_conversation()
    {
        await using var bench = await StartAsync(Continuation.PreviousResponse);
        bench.Tool("pay");
        bench.Server.Round(r => r.Call("pay", "{}", "").Text("x"));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Failed);
        bench.Tools.Started.Should().BeEmpty();
        (await RunCheck.IsAcceptedAsync(bench, result)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(Continuation.Items)]
    [InlineData(Continuation.PreviousResponse)]
    public async Task Duplicate_call_of_a_started_one_is_answered_once(Continuation continuation)
    {
        await using var bench = await StartAsync(continuation);
        bench.Tool("pay");
        bench.Server.Round(r => Started(r, bench, "pay").Call("pay", """{"n":1}""", "call_1")).Round(r => r.Text("Done."));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Tools.Executions("pay").Should().Be(1);
        bench.Outputs(1).Should().Equal("call_1=ok");
        bench.Server.Refusals.Should().BeEmpty();
    }

    private static RoundScript Started(RoundScript round, LoopBench bench, string tool) =>
        round.Call(tool, """{"n":1}""", "call_1").Text("One moment.").Pause(bench.Tools.HasStarted(1));

    private static async Task<LoopBench> StartAsync(Continuation continuation, ModelServerOptions? options = null)
    {
        var bench = await LoopBench.StartAsync(options);
        bench.Options = bench.Options with { Continuation = continuation };
        return bench;
    }
}
