using System.Text;
using AgenticApi.Execution.Tests.Running;

namespace AgenticApi.Execution.Tests.Resuming;

/// <summary>Decisions that come twice, or whose host ends before they have their effect.</summary>
public class DecisionTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef");

    public static TheoryData<string> Decisions => ["run", "run with", "refuse", "answer"];

    [Theory]
    [MemberData(nameof(Decisions))]
    public async Task Decision_whose_host_ended_before_its_effect_is_applied_by_the_next_one(string kind)
    {
        await using var bench = await WaitingAsync();
        var result = await bench.ReadAsync(bench.Agent.RunAsync(ResumeBench.Request(null), ResumeBench.RunId));
        var journal = bench.Journal!;
        bench.Journal = new CutJournal(journal, bench.Records().Count, keeps: true);
        await bench.Awaiting(it => it.ReadAsync(it.Agent.ResumeAsync(ResumeBench.RunId, [Decide(kind, result.Pending[0])]))).Should().ThrowAsync<IOException>();
        bench.Tools.Started.Should().BeEmpty();
        bench.Journal = journal;
        bench.Records()[^1].Kind().Should().Be("decision");

        // Another decision comes too late: this one was taken.
        result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId, [RunDecision.Refuse(result.Pending[0], "too late")]));

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(1).Single().Should().Contain(kind switch { "run" => "asked", "run with" => "asked", "refuse" => "Not today.", _ => "by hand" });
        bench.Tools.Started.Select(execution => execution.Arguments).Should().Equal(kind switch { "run" => ["""{"n":1}"""], "run with" => ["""{"n":2}"""], _ => Array.Empty<string>() });
    }

    [Fact]
    public async Task Decision_that_comes_twice_has_its_effect_once()
    {
        await using var bench = await WaitingAsync();
        var result = await bench.ReadAsync(bench.Agent.RunAsync(ResumeBench.Request(null), ResumeBench.RunId));
        var decision = RunDecision.Run(result.Pending[0]);

        await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId, [decision, decision]));
        result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId, [decision]));

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Tools.Executions("ask").Should().Be(1);
        bench.Server.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task Approval_that_comes_again_does_not_run_a_call_that_is_in_doubt()
    {
        await using var bench = await WaitingAsync();
        var result = await bench.ReadAsync(bench.Agent.RunAsync(ResumeBench.Request(null), ResumeBench.RunId));
        var approval = RunDecision.Run(result.Pending[0]);
        var journal = bench.Journal!;
        // The tool is started, and its output is lost.
        bench.Journal = new CutJournal(journal, bench.Records().Count + 2, keeps: false);
        await bench.Awaiting(it => it.ReadAsync(it.Agent.ResumeAsync(ResumeBench.RunId, [approval]))).Should().ThrowAsync<IOException>();
        bench.Journal = journal;
        bench.Tools.Executions("ask").Should().Be(1);

        for (var i = 0; i < 2; i++)
        {
            result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId, [approval]));
            result.Outcome.Should().Be(RunOutcome.Waiting);
            result.Pending.Should().ContainSingle().Which.Reason.Should().Be(PendingReason.InDoubt);
        }

        bench.Tools.Executions("ask").Should().Be(1);
        result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId, [RunDecision.Run(result.Pending[0])]));
        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Tools.Started.Select(execution => execution.Key).Should().Equal("run_1/0/0", "run_1/0/0");
    }

    [Fact]
    public async Task Answer_without_an_output_does_not_run_the_call()
    {
        await using var bench = await WaitingAsync();
        var result = await bench.ReadAsync(bench.Agent.RunAsync(ResumeBench.Request(null), ResumeBench.RunId));

        result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId, [new RunDecision(result.Pending[0].Call.Key, result.Pending[0].Digest, DecisionKind.Answer)]));

        result.Outcome.Should().Be(RunOutcome.Waiting);
        bench.Tools.Started.Should().BeEmpty();
    }

    [Fact]
    public async Task Signed_snapshot_of_a_waiting_run_is_decided_and_resumed_elsewhere()
    {
        var path = Path.GetTempFileName();
        await using var bench = await WaitingAsync();
        await bench.ReadAsync(bench.Agent.RunAsync(ResumeBench.Request(null), ResumeBench.RunId));
        await File.WriteAllBytesAsync(path, RunSnapshot.Sign(((InMemoryRunJournal)bench.Journal!).Save(ResumeBench.RunId), Key));

        bench.Journal = InMemoryRunJournal.Load(RunSnapshot.Verify(await File.ReadAllBytesAsync(path), Key));
        File.Delete(path);
        var result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));
        result.Outcome.Should().Be(RunOutcome.Waiting);
        result.Response.Should().NotBeNull();
        result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId, [RunDecision.Run(result.Pending[0])]));

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Server.Requests.Should().HaveCount(2);
        bench.Server.Refusals.Should().BeEmpty();
    }

    private static RunDecision Decide(string kind, PendingCall call) => kind switch
    {
        "run" => RunDecision.Run(call),
        "run with" => RunDecision.RunWith(call, System.Text.Json.JsonElement.Parse("""{"n":2}"""u8)),
        "refuse" => RunDecision.Refuse(call, "Not today."),
        _ => RunDecision.Answer(call, ToolOutput.FromParts(System.Text.Json.JsonElement.Parse("""[{"type":"input_text","text":"by hand"}]"""u8))),
    };

    private static async Task<LoopBench> WaitingAsync()
    {
        var bench = await LoopBench.StartAsync();
        bench.Journal = new InMemoryRunJournal();
        bench.Tool("ask", "asked", tool => tool with { Approve = _ => Approval.Ask });
        bench.Server.Round(r => r.Call("ask", """{"n":1}""", "call_1")).Round(r => r.Text("Done."));
        return bench;
    }
}
