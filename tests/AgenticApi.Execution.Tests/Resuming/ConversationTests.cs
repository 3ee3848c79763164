using AgenticApi.Execution.Tests.Running;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Resuming;

/// <summary>
/// A host that ends after it sent a request and before it got the response's id: the items of the conversation show whether the server processed the
/// request.
/// </summary>
public class ConversationTests
{
    private static readonly ResponseRequest Request = ResponseRequest.FromText("Go on.") with { Conversation = "conv_1" };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_that_stands_in_the_conversation_ends_the_run(bool isTalkedBefore)
    {
        await using var bench = await StartAsync();
        if (isTalkedBefore)
        {
            // The same words, from before the run.
            await TalkAsync(bench, "Earlier.");
        }

        bench.Server.Round(r => r.Text("Done.").RunsOn());
        var posts = await CutAsync(bench, round: 0);

        var result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));

        result.Outcome.Should().Be(RunOutcome.Completed);
        result.Text.Should().Be("Done.");
        bench.Server.Posts.Should().Be(posts, "nothing is asked twice");
    }

    [Fact]
    public async Task Answer_from_before_the_run_does_not_count()
    {
        await using var bench = await StartAsync();
        await TalkAsync(bench, "Earlier.");
        bench.Server.Round(r => r.Text("Done."));
        var journal = bench.Journal!;
        // The host ends before the request is out.
        bench.Journal = new CutJournal(journal, at: 1, keeps: true);
        await bench.Awaiting(it => it.ReadAsync(it.Agent.RunAsync(Request, ResumeBench.RunId))).Should().ThrowAsync<IOException>();
        bench.Journal = journal;

        var result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));

        result.Text.Should().Be("Done.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Calls_that_stand_in_the_conversation_run_and_the_request_does_not_go_out_again(int round)
    {
        await using var bench = await StartAsync();
        for (var i = 0; i < round; i++)
        {
            bench.Server.Round(r => r.Call("look", """{"n":0}""", "call_0"));
        }

        bench.Server.Round(r => r.Call("look", """{"n":1}""", "call_1").Call("look", """{"n":2}""", "call_2").RunsOn()).Round(r => r.Text("Done."));
        var posts = await CutAsync(bench, round);

        var result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Server.Posts.Should().Be(posts + 1);
        bench.Outputs(posts).Should().Equal("call_1=ok", "call_2=ok");
        bench.Tools.Executions("look").Should().Be(2 + round);
        bench.Server.Refusals.Should().BeEmpty();
    }

    [Fact]
    public async Task Calls_that_came_into_the_conversation_after_the_request_went_out_again_are_answered_and_do_not_run()
    {
        await using var bench = await StartAsync();
        var gate = new TaskCompletionSource();
        bench.Server
            .Round(r => r.Pause(gate.Task).Call("look", """{"n":1}""", "call_1").RunsOn())
            .Round(r => r.Pause(HasAnsweredAsync(bench, 1)).Call("look", """{"n":2}""", "call_2"))
            .Round(r => r.Text("Done."));
        _ = bench.Server.RequestCame(2).ContinueWith(_ => gate.SetResult(), TaskScheduler.Default);
        await CutAsync(bench, round: 0, waits: false);

        var result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(3).First().Should().Be("call_2=ok");
        bench.Outputs(3).Last().Should().StartWith("call_1=").And.Contain("superseded");
        bench.Tools.Executions("look").Should().Be(1);
    }

    [Fact]
    public async Task Calls_that_another_run_left_in_the_conversation_are_not_answered()
    {
        await using var bench = await StartAsync();
        bench.Tool("ask", "asked", tool => tool with { Approve = _ => Approval.Ask });
        bench.Server.Round(r => r.Call("ask", "{}", "call_1"));
        (await bench.ReadAsync(bench.Agent.RunAsync(Request, "run_0"))).Outcome.Should().Be(RunOutcome.Waiting);
        var journal = bench.Journal!;
        bench.Journal = new CutJournal(journal, at: 1, keeps: true);
        await bench.Awaiting(it => it.ReadAsync(it.Agent.RunAsync(Request, ResumeBench.RunId))).Should().ThrowAsync<IOException>();
        bench.Journal = journal;

        var result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));

        result.Outcome.Should().Be(RunOutcome.Failed);
        bench.Server.Posts.Should().Be(2);
        bench.Tools.Started.Should().BeEmpty();
    }

    [Fact]
    public async Task Run_does_not_wait_at_its_beginning_for_a_server_that_fails_to_list_conversations()
    {
        var paths = new List<string>();
        var endpoint = new ResponsesEndpoint((request, _) =>
        {
            paths.Add($"{request.Method} {request.Path}");
            return Task.FromResult(request.Method == HttpMethod.Get
                ? new EndpointAnswer(500, new MemoryStream())
                : new EndpointAnswer(200, new MemoryStream("""{"id":"resp_1","object":"response","status":"completed","output":[]}"""u8.ToArray())));
        });

        var result = await new Agent(endpoint, "m") { Journal = new InMemoryRunJournal(), Options = new() { Continuation = Continuation.Conversation } }.RunAsync(Request).ToEndAsync();

        result.Outcome.Should().Be(RunOutcome.Completed);
        paths.Should().Equal("GET conversations/conv_1/items?order=desc&limit=1", "POST responses");
    }

    [Fact]
    public async Task Request_goes_out_again_where_the_server_does_not_list_conversations()
    {
        await using var bench = await StartAsync(new ModelServerOptions { ListsConversations = false });
        bench.Server.Round(r => r.Text("Lost.").RunsOn()).Round(r => r.Text("Done."));
        var posts = await CutAsync(bench, round: 0);

        var result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));

        result.Text.Should().Be("Done.");
        bench.Server.Posts.Should().Be(posts + 1);
    }

    private static async Task TalkAsync(LoopBench bench, string answer)
    {
        bench.Server.Round(r => r.Text(answer));
        var agent = new Agent(bench.Endpoint, "scripted") { Options = bench.Options };
        (await agent.RunAsync(Request).ToEndAsync()).Text.Should().Be(answer);
    }

    /// <summary>Ends the host of a run when it hears the id of a round's response, and waits until the server has finished that.</summary>
    private static async Task<int> CutAsync(LoopBench bench, int round, bool waits = true)
    {
        var answered = bench.Server.AnsweredRounds + round + 1;
        var journal = bench.Journal!;
        bench.Journal = new CutJournal(journal, at: round == 0 ? 2 : 8, keeps: false);
        await bench.Awaiting(it => it.ReadAsync(it.Agent.RunAsync(Request, ResumeBench.RunId))).Should().ThrowAsync<IOException>();
        bench.Journal = journal;
        bench.Records()[^1].Kind().Should().Be("round");
        await (waits ? HasAnsweredAsync(bench, answered) : Task.CompletedTask);
        return bench.Server.Posts;
    }

    private static async Task HasAnsweredAsync(LoopBench bench, int rounds)
    {
        while (bench.Server.AnsweredRounds < rounds)
        {
            await Task.Delay(1);
        }
    }

    private static async Task<LoopBench> StartAsync(ModelServerOptions? options = null)
    {
        var bench = await LoopBench.StartAsync(options);
        bench.Journal = new InMemoryRunJournal();
        bench.Options = bench.Options with { Continuation = Continuation.Conversation, Replay = ReplayPolicy.Always };
        bench.Tool("look");
        return bench;
    }
}
