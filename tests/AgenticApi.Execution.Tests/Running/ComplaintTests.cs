using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Running;

/// <summary>Faults that users of other loops have reported.</summary>
public class ComplaintTests
{
    [Theory]
    [InlineData("incomplete", "max_output_tokens")]
    [InlineData("incomplete", "content_filter")]
    [InlineData("failed", "server_error")]
    public async Task No_call_starts_after_an_ending_that_is_not_completed(string status, string reason)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("pay").Options = bench.Options with { MaxRecoveries = 0 };
        bench.Server.Round(r => r.Call("pay", "{}", "call_1").Ending(status, reason).MarkedCompletedButIncomplete());

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(status == "failed" ? RunOutcome.Failed : RunOutcome.Incomplete);
        bench.Tools.Started.Should().BeEmpty();
    }

    [Fact]
    public async Task Tool_that_ran_before_the_stream_died_does_not_run_again()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("pay", "paid");
        bench.Server
            .Round(r => r.Call("pay", "{}", "call_1").Text("Paying").Pause(bench.Tools.HasStarted(1)).DropHere().Once())
            .Always((request, r) => r.Text("Done."));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Tools.Executions("pay").Should().Be(1);
        bench.Server.Refusals.Should().OnlyContain(refusal => refusal.Status == 404, "the loop asks for the response, which the server does not have");
        bench.Outputs(bench.Server.Requests.Count - 1).Should().Equal("call_1=paid");
    }

    [Fact]
    public async Task Run_that_is_cancelled_inside_a_call_leaves_a_history_that_the_server_accepts()
    {
        await using var bench = await LoopBench.StartAsync();
        using var cancel = new CancellationTokenSource();
        bench.Tool("wait", async (_, stop) => { await Task.Delay(Timeout.Infinite, stop); return ""; });
        bench.Server.Round(r => r.Reasoning("Hm.").Call("wait", "{}", "call_1").Call("wait", """{"n":2}""", "call_2")).Round(r => r.Text("Done."));
        var run = bench.RunAsync("Hello", cancel.Token);
        await bench.Tools.HasStarted(2);

        await cancel.CancelAsync();
        var result = await run;

        result.Outcome.Should().Be(RunOutcome.Cancelled);
        result.StillRunning.Should().BeEmpty();
        var next = await bench.RunAsync(ResponseRequest.FromItems([.. result.Items, MessageItem.User("Go on.")]));
        next.Outcome.Should().Be(RunOutcome.Completed);
        bench.Server.Refusals.Should().BeEmpty();
    }

    [Theory]
    [InlineData(Continuation.Items)]
    [InlineData(Continuation.PreviousResponse)]
    public async Task Resuming_through_two_approvals_sends_each_output_once(Continuation continuation)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Journal = new InMemoryRunJournal();
        bench.Options = bench.Options with { Continuation = continuation };
        bench.Tool("ask", "asked", tool => tool with { Approve = _ => Approval.Ask });
        bench.Server.Round(r => r.Call("ask", """{"n":1}""", "call_1").Call("ask", """{"n":2}""", "call_2")).Round(r => r.Call("ask", """{"n":3}""", "call_3")).Round(r => r.Text("Done."));

        var result = await bench.RunAsync();
        result.Outcome.Should().Be(RunOutcome.Waiting);
        result.Pending.Should().HaveCount(2);
        result = await bench.ReadAsync(bench.Agent.ResumeAsync(result.RunId, [RunDecision.Run(result.Pending[0])]));
        result.Pending.Should().ContainSingle().Which.Call.CallId.Should().Be("call_2");
        result = await bench.ReadAsync(bench.Agent.ResumeAsync(result.RunId, [RunDecision.Refuse(result.Pending[0], "No.")]));
        result.Pending.Should().ContainSingle().Which.Call.CallId.Should().Be("call_3");
        result = await bench.ReadAsync(bench.Agent.ResumeAsync(result.RunId, [RunDecision.Run(result.Pending[0])]));

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Server.Refusals.Should().BeEmpty();
        bench.Server.Requests.Should().HaveCount(3);
        bench.Tools.Executions("ask").Should().Be(2);
        bench.Outputs(1).First().Should().Be("call_1=asked");
        bench.Outputs(1).Last().Should().StartWith("call_2=").And.Contain("No.");
        bench.Outputs(2).Should().HaveCount(continuation == Continuation.Items ? 3 : 1);
    }

    [Fact]
    public async Task Siblings_of_a_call_that_waits_run()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Journal = new InMemoryRunJournal();
        bench.Tool("ask", "asked", tool => tool with { Approve = _ => Approval.Ask }).Tool("free", "free");
        bench.Server.Round(r => r.Call("ask", "{}", "call_1").Call("free", "{}", "call_2")).Round(r => r.Text("Done."));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Waiting);
        bench.Tools.Executions("free").Should().Be(1);
        bench.Tools.Executions("ask").Should().Be(0);
    }

    [Fact]
    public async Task Decision_on_other_arguments_does_not_hold()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Journal = new InMemoryRunJournal();
        bench.Tool("ask", "asked", tool => tool with { Approve = _ => Approval.Ask });
        bench.Server.Round(r => r.Call("ask", """{"amount":1}""", "call_1")).Round(r => r.Text("Done."));
        var result = await bench.RunAsync();

        var forged = new RunDecision(result.Pending[0].Call.Key, new string('0', 64), DecisionKind.Run);
        result = await bench.ReadAsync(bench.Agent.ResumeAsync(result.RunId, [forged]));

        result.Outcome.Should().Be(RunOutcome.Waiting);
        bench.Tools.Started.Should().BeEmpty();
    }

    [Fact]
    public async Task Encrypted_reasoning_is_sent_back_with_what_follows_it()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("weather");
        bench.Server.Round(r => r.Reasoning("", encrypted: "AAAA").Call("weather", "{}", "call_1")).Round(r => r.Text("Done."));

        var result = await bench.RunAsync(ResponseRequest.FromText("Hello") with { Store = false, ReasoningEffort = "low" });

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Server.Refusals.Should().BeEmpty();
        bench.Server.Requests[0].Body.GetProperty("include").ToString().Should().Contain("reasoning.encrypted_content");
        bench.Server.Requests[1].Input.Select(item => item.GetProperty("type").GetString()).Should().Equal("message", "reasoning", "function_call", "function_call_output");
    }

    [Fact]
    public async Task Unknown_tool_is_answered_and_the_run_goes_on()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("weather");
        bench.Server.Round(r => r.Call("wether", "{}", "call_1")).Round(r => r.Text("Done."));

        (await bench.RunAsync()).Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(1).Single().Should().Contain("unknown_tool").And.Contain("weather");
    }

    [Theory]
    [InlineData("{\"city\":\"Par")]
    [InlineData("[1]")]
    [InlineData("\"Paris\"")]
    public async Task Malformed_arguments_are_answered_and_never_invoked(string arguments)
    {
        await using var bench = await LoopBench.StartAsync(new ModelServerOptions { CheckArguments = false });
        bench.Tool("weather");
        bench.Server.Round(r => r.Call("weather", arguments, "call_1").Text("x")).Round(r => r.Text("Done."));

        (await bench.RunAsync()).Outcome.Should().Be(RunOutcome.Completed);
        bench.Tools.Started.Should().BeEmpty();
        bench.Outputs(1).Single().Should().Contain("invalid_arguments");
    }

    [Fact]
    public async Task Limit_keeps_the_work_and_an_answer_is_possible()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("weather").Options = bench.Options with { MaxRounds = 2, AnswerAtLimit = true };
        var n = 0;
        bench.Server.Always((request, r) =>
        {
            if (request.Member("tool_choice")?.ToString() == "none")
            {
                r.Text("As far as I came.");
            }
            else
            {
                r.Call("weather", $$"""{"n":{{n++}}}""", $"call_{n}");
            }
        });

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Stopped);
        result.StopReason.Should().Be(StopReason.Rounds);
        result.Text.Should().Be("As far as I came.");
        bench.Tools.Executions("weather").Should().Be(2);
        bench.Server.Refusals.Should().BeEmpty();
        result.Items.OfType<FunctionCallOutputItem>().Should().HaveCount(2);
    }

    [Fact]
    public async Task Call_ids_that_repeat_across_rounds_are_different_calls()
    {
        await using var bench = await LoopBench.StartAsync(new ModelServerOptions { CheckOutputs = false });
        bench.Tool("weather");
        bench.Server.Round(r => r.Call("weather", """{"n":1}""", "call_0")).Round(r => r.Call("weather", """{"n":2}""", "call_0")).Round(r => r.Text("Done."));

        (await bench.RunAsync()).Outcome.Should().Be(RunOutcome.Completed);
        bench.Tools.Executions("weather").Should().Be(2);
    }

    [Fact]
    public async Task Equal_calls_under_one_id_run_once_and_different_ones_both()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("weather");
        bench.Server.Round(r => r.Call("weather", """{"n":1}""", "call_0").Call("weather", """{ "n": 1 }""", "call_0").Call("weather", """{"n":2}""", "call_0")).Round(r => r.Text("Done."));

        (await bench.RunAsync()).Outcome.Should().Be(RunOutcome.Completed);
        bench.Tools.Executions("weather").Should().Be(2);
        bench.Server.Refusals.Should().BeEmpty();
        bench.Outputs(1).Should().HaveCount(2);
    }

    [Fact]
    public async Task Leaving_the_loop_over_the_events_stops_the_tools()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("wait", async (_, stop) => { await Task.Delay(Timeout.Infinite, stop); return ""; });
        bench.Server.Round(r => r.Call("wait", "{}", "call_1").Text("x").StallHere()).Round(r => r.Text("Done."));

        await foreach (var e in bench.Agent.RunAsync("Hello"))
        {
            if (e is CallStarted)
            {
                await bench.Tools.HasStarted(1);
                break;
            }
        }

        bench.Tools.Running.Should().Be(0);
        bench.Tools.Cancelled.Should().HaveCount(1);
    }

    [Theory]
    [InlineData(Continuation.Items)]
    [InlineData(Continuation.PreviousResponse)]
    public async Task Output_goes_out_under_the_id_that_the_server_stored(Continuation continuation)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("weather").Options = bench.Options with { Continuation = continuation };
        bench.Server.Round(r => r.Call("weather", """{"n":1}""", "call_1").Call("weather", """{"n":2}""", "call_2").TerminalCallIds()).Round(r => r.Text("Done."));

        (await bench.RunAsync()).Outcome.Should().Be(RunOutcome.Completed);

        bench.Server.Refusals.Should().BeEmpty();
        bench.Outputs(1).Should().Equal("call_1_final=ok", "call_2_final=ok");
        bench.Tools.Repeated.Should().BeEmpty();
    }
}
