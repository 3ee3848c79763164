using AgenticApi.Execution.Tests.Running;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Faults;

/// <summary>A stream that counts as broken, and whose response the server brings to its end in the conversation after the request was sent again.</summary>
public class GivenUpResponseTests
{
    private static readonly ResponseRequest Request = ResponseRequest.FromText("Pay.") with { Conversation = "conv_1" };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Response_that_ended_before_the_request_came_again_is_taken(bool hasStarted)
    {
        await using var bench = await StartAsync();
        var gate = new TaskCompletionSource();
        bench.Server
            .Round(r => Stalled(r.Call("pay", """{"n":1}""", "call_1"), bench, hasStarted).Pause(gate.Task).Call("read", "{}", "call_2").RunsOn())
            .Round(r => r.Text("Done."));

        var result = await RunAsync(bench, async posts =>
        {
            if (posts == 2)
            {
                gate.TrySetResult();
                await HasAnsweredAsync(bench, 1);
            }
        });

        result.Outcome.Should().Be(RunOutcome.Completed);
        result.Text.Should().Be("Done.");
        bench.Server.Refusals.Should().ContainSingle().Which.Message.Should().StartWith("No tool output found");
        bench.Outputs(2).Should().Equal("call_1=paid", "call_2=read");
        bench.Tools.Executions("pay").Should().Be(1);
        new RunCheck(bench, result).Violations().Should().ContainSingle("the server refused once");
    }

    [Fact]
    public async Task Calls_of_a_response_that_ended_after_the_request_came_again_are_answered_and_do_not_run()
    {
        await using var bench = await StartAsync();
        bench.Server
            .Round(r => Stalled(r, bench, hasStarted: false).Pause(bench.Server.RequestCame(2)).Call("pay", """{"n":1}""", "call_1").Call("pay", """{"n":2}""", "call_10").RunsOn())
            .Round(r => r.Pause(HasAnsweredAsync(bench, 1)).Call("pay", """{"n":1}""", "call_a"))
            .Round(r => r.Text("Done."));

        var result = await RunAsync(bench);

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Server.Refusals.Should().ContainSingle().Which.Message.Should().StartWith("No tool output found");
        bench.Outputs(3).First().Should().Be("call_a=paid");
        bench.Outputs(3).Skip(1).Select(output => output[..output.IndexOf('{', StringComparison.Ordinal)]).Should().Equal("call_1=", "call_10=");
        bench.Outputs(3).Skip(1).Should().OnlyContain(output => output.Contains("superseded"));
        bench.Tools.Executions("pay").Should().Be(1);
    }

    [Fact]
    public async Task Call_that_was_started_of_a_response_that_was_given_up_is_answered_with_its_output()
    {
        await using var bench = await StartAsync();
        bench.Server
            .Round(r => Stalled(r.Call("pay", """{"n":1}""", "call_1"), bench, hasStarted: true).Pause(bench.Server.RequestCame(2)).RunsOn())
            .Round(r => r.Pause(HasAnsweredAsync(bench, 1)).Call("read", "{}", "call_a"))
            .Round(r => r.Text("Done."));

        var result = await RunAsync(bench);

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(3).Should().Equal("call_a=read", "call_1=paid");
        bench.Tools.Executions("pay").Should().Be(1);
    }

    [Fact]
    public async Task Call_that_was_started_is_answered_with_its_own_output_where_a_later_call_has_its_id()
    {
        await using var bench = await StartAsync();
        var gate = new TaskCompletionSource();
        bench.Server
            .Round(r => Stalled(r.Call("pay", """{"n":1}""", "call_1"), bench, hasStarted: true).Pause(gate.Task).RunsOn())
            .Round(r => r.Call("read", "{}", "call_1"))
            .Round(r => r.Call("read", "{}", "call_b"))
            .Round(r => r.Text("Done."));

        var result = await RunAsync(bench, async posts =>
        {
            if (posts == 4)
            {
                gate.TrySetResult();
                await HasAnsweredAsync(bench, 3);
            }
        });

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(2).Should().Equal("call_1=read");
        bench.Outputs(4).Should().Equal("call_b=read", "call_1=paid");
        bench.Tools.Executions("pay").Should().Be(1);
        result.Items.OfType<FunctionCallItem>().Select(call => call.CallId).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Response_that_was_given_up_is_known_to_the_process_that_resumes_the_run()
    {
        await using var bench = await StartAsync();
        bench.Journal = new InMemoryRunJournal();
        bench.Server
            .Round(r => Stalled(r, bench, hasStarted: false).Pause(bench.Server.RequestCame(2)).Call("pay", """{"n":1}""", "call_1").RunsOn())
            .Round(r => r.Pause(HasAnsweredAsync(bench, 1)).Call("read", "{}", "call_a"))
            .Round(r => r.Text("Done."));
        var run = bench.Agent.RunAsync(Request, "run_1");
        run.StopAfterRound();
        (await bench.ReadAsync(run)).StopReason.Should().Be(StopReason.Requested);

        var result = await bench.ReadAsync(bench.Agent.ResumeAsync("run_1"));

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(3).Should().HaveCount(2);
        bench.Tools.Executions("pay").Should().Be(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Response_that_is_in_progress_is_asked_for_until_it_has_ended(bool isResumed)
    {
        await using var bench = await StartAsync();
        bench.Options = bench.Options with { StallTimeout = TimeSpan.FromSeconds(20), MaxRecoveries = 1 };
        bench.Journal = new InMemoryRunJournal();
        bench.Server
            .Round(r => r.Reasoning("Hm.").DropHere().Pause(HasAskedAsync(bench, 10)).Call("pay", """{"n":1}""", "call_1").RunsOn())
            .Round(r => r.Text("Done."));
        if (isResumed)
        {
            // The host ends while it asks.
            using var end = new CancellationTokenSource();
            var ended = bench.ReadAsync(bench.Agent.RunAsync(Request, "run_1", end.Token));
            await HasAskedAsync(bench, 2);
            await end.CancelAsync();
            (await ended).Outcome.Should().Be(RunOutcome.Cancelled);
        }

        var result = await bench.ReadAsync(isResumed ? bench.Agent.ResumeAsync("run_1") : bench.Agent.RunAsync(Request)).WaitAsync(TimeSpan.FromSeconds(20));

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Server.Refusals.Should().BeEmpty();
        bench.Server.Posts.Should().Be(2);
        bench.Outputs(1).Should().Equal("call_1=paid");
    }

    [Fact]
    public async Task Refusal_for_a_call_that_no_response_of_the_run_made_ends_the_run()
    {
        await using var bench = await StartAsync();
        bench.Server.Round(r => r.Text("Done."));
        using var client = RefusingHandler.ClientOf(bench, request: 1, 400, "No tool output found for function call call_9.", "input");

        var result = await bench.ReadAsync(AgentOf(bench, client).RunAsync(Request));

        result.Outcome.Should().Be(RunOutcome.Failed);
        bench.Server.Posts.Should().Be(0);
    }

    /// <summary>A round of which the client sees nothing after what it has now.</summary>
    private static RoundScript Stalled(RoundScript round, LoopBench bench, bool hasStarted) =>
        (hasStarted ? round.Text("x").Pause(bench.Tools.HasStarted(1)) : round.Reasoning("Hm.")).StallHere();

    private static async Task HasAnsweredAsync(LoopBench bench, int rounds)
    {
        while (bench.Server.AnsweredRounds < rounds)
        {
            await Task.Delay(1);
        }
    }

    private static async Task HasAskedAsync(LoopBench bench, int times)
    {
        while (bench.Server.Lines.Count(line => line.StartsWith("GET /v1/responses/", StringComparison.Ordinal)) < times)
        {
            await Task.Delay(1);
        }
    }

    private static async Task<LoopBench> StartAsync()
    {
        var bench = await LoopBench.StartAsync();
        bench.Tool("pay", "paid").Tool("read", "read");
        bench.Options = bench.Options with { Continuation = Continuation.Conversation, StallTimeout = TimeSpan.FromMilliseconds(100), Replay = ReplayPolicy.Always };
        return bench;
    }

    private static async Task<RunResult> RunAsync(LoopBench bench, Func<int, Task>? before = null)
    {
        using var client = new HttpClient(new BeforePost(before ?? (_ => Task.CompletedTask))) { BaseAddress = bench.Server.BaseUrl };
        return await bench.ReadAsync(AgentOf(bench, client).RunAsync(Request)).WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static Agent AgentOf(LoopBench bench, HttpClient client) => new(new ResponsesEndpoint(client), "scripted") { Tools = bench.Declared, Options = bench.Options };

    /// <summary>Does something before each POST, given its number.</summary>
    private sealed class BeforePost(Func<int, Task> act) : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _posts;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage sent, CancellationToken cancellationToken)
        {
            if (sent.Method == HttpMethod.Post)
            {
                await act(++_posts);
            }

            return await base.SendAsync(sent, cancellationToken);
        }
    }
}
