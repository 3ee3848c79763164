using AgenticApi.Execution.Tests.Journal;
using AgenticApi.Execution.Tests.Running;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Resuming;

/// <summary>Resuming a run on a host with other tools or unknown records, or with limits that are partly used up.</summary>
public class RecoveryTests
{
    [Fact]
    public async Task Call_of_a_tool_that_this_host_lacks_is_the_callers()
    {
        await using var bench = await CutAsync(kind: "response", keeps: true, r => r.Call("look", "{}", "call_1").Call("nonsense", "{}", "call_2"));
        bench.Declared.Clear();
        bench.Tool("other");

        var result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));

        bench.Server.Refusals.Should().BeEmpty();
        result.Outcome.Should().Be(RunOutcome.Waiting);
        result.Pending.Should().ContainSingle().Which.Reason.Should().Be(PendingReason.Caller);
        result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId, [RunDecision.Answer(result.Pending[0], ToolOutput.FromText("by hand"))]));
        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(1).First().Should().Be("call_1=by hand");
        bench.Outputs(1).Last().Should().Contain("unknown_tool");
    }

    [Fact]
    public async Task Response_that_the_server_completed_without_a_call_ends_the_run_and_is_not_asked_for_again()
    {
        await using var bench = await CutAsync(kind: "response", keeps: false, r => r.Text("Done."));

        var result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));

        result.Outcome.Should().Be(RunOutcome.Completed);
        result.Text.Should().Be("Done.");
        bench.Server.Posts.Should().Be(1);
    }

    [Theory]
    [InlineData(Continuation.Items)]
    [InlineData(Continuation.PreviousResponse)]
    public async Task Call_that_was_started_and_that_the_server_stored_under_another_id_does_not_run_again(Continuation continuation)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Options = bench.Options with { Continuation = continuation };
        bench.Tool("pay", "paid");
        var journal = new InMemoryRunJournal();
        bench.Journal = new CutJournal(journal, at: 5, keeps: false);
        bench.Server.Round(r => r.Call("pay", """{"n":1}""", "call_1").Text("x").Pause(bench.Tools.HasStarted(1)).Pause(Task.Delay(30)).TerminalCallIds()).Round(r => r.Text("Done."));
        await bench.Awaiting(it => it.ReadAsync(it.Agent.RunAsync(ResumeBench.Request(null), ResumeBench.RunId))).Should().ThrowAsync<IOException>();
        bench.Journal = journal;
        bench.Records().Select(ResumeBench.Kind).Should().Equal("run", "round", "created", "call", "output");

        var result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Tools.Executions("pay").Should().Be(1);
        bench.Server.Refusals.Should().BeEmpty();
        bench.Outputs(1).Should().Equal("call_1_final=paid");
    }

    [Fact]
    public async Task Record_of_a_newer_version_is_refused_and_one_of_an_unknown_kind_is_passed_over()
    {
        await using var bench = await CutAsync(kind: "response", keeps: true, r => r.Call("look", "{}", "call_1"));
        var count = bench.Records().Count;
        await bench.Journal!.AppendAsync(TestRecords.New(ResumeBench.RunId, count, kind: "weather"));

        var newer = new ForgedJournal(bench.Journal!, records => records.Append(TestRecords.Raw(count + 1, $$"""{"v":2,"run":"{{ResumeBench.RunId}}","seq":{{count + 1}},"kind":"output"}""")));
        await Refused(newer).Should().ThrowAsync<RunDataException>();
        var damaged = new ForgedJournal(bench.Journal!, records => records.Append(TestRecords.New(ResumeBench.RunId, count + 1, kind: "output")));
        await Refused(damaged).Should().ThrowAsync<RunDataException>();

        (await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId))).Outcome.Should().Be(RunOutcome.Completed);

        Func<Task> Refused(IRunJournal journal) => () => new Agent(bench.Endpoint, null) { Journal = journal }.ResumeAsync(ResumeBench.RunId).ToEndAsync();
    }

    [Fact]
    public async Task Limits_count_over_all_the_processes_of_a_run()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Journal = new InMemoryRunJournal();
        bench.Options = bench.Options with { MaxRounds = 3 };
        bench.Tool("look");
        var n = 0;
        bench.Server.Always((_, r) => r.Call("look", $$"""{"n":{{++n}}}""", $"call_{n}"));

        var result = await StopEachRoundAsync(bench, rounds: 2);
        result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));
        (result.StopReason, result.Rounds, result.Usage!.TotalTokens).Should().Be((StopReason.Rounds, 3, 45));
        result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));
        (result.StopReason, bench.Server.Posts).Should().Be((StopReason.Rounds, 3));

        bench.Options = bench.Options with { MaxRounds = 40, MaxToolCalls = 3 };
        result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));
        (result.StopReason, bench.Server.Posts).Should().Be((StopReason.ToolCalls, 3));

        bench.Options = bench.Options with { MaxToolCalls = null, MaxTotalTokens = 45 };
        result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));
        (result.StopReason, bench.Server.Posts).Should().Be((StopReason.Tokens, 3));
    }

    [Theory]
    [InlineData(StopReason.Errors)]
    [InlineData(StopReason.RepeatedCalls)]
    public async Task Rounds_in_a_row_count_over_all_the_processes_of_a_run(StopReason reason)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Journal = new InMemoryRunJournal();
        bench.Options = bench.Options with { MaxConsecutiveFailedRounds = 3, MaxRepeatedCalls = 3 };
        bench.Tool("look", (_, _) => reason == StopReason.Errors ? throw new ToolException("no") : Task.FromResult("same"));
        var n = 0;
        bench.Server.Always((_, r) => r.Call("look", reason == StopReason.Errors ? $$"""{"n":{{++n}}}""" : "{}"));

        var result = await StopEachRoundAsync(bench, rounds: 2);
        result.StopReason.Should().Be(StopReason.Requested);
        result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));

        (result.Outcome, result.StopReason, result.Rounds).Should().Be((RunOutcome.Stopped, reason, 3));
    }

    [Fact]
    public async Task Output_that_came_when_its_round_was_closed_does_not_count()
    {
        await using var bench = await CutAsync(kind: "closed", keeps: true, r => r.Call("look", "{}", "call_1"));
        var (count, output) = (bench.Records().Count, bench.Records().Single(record => record.Kind() == "output").GetRawText());
        var sequence = bench.Records().Single(record => record.Kind() == "output").GetProperty("seq").GetInt32();
        await bench.Journal!.AppendAsync(
            TestRecords.Raw(count, output.Replace($"\"seq\":{sequence},", $"\"seq\":{count},", StringComparison.Ordinal)),
            TestRecords.Raw(count + 1, $$"""{"v":1,"run":"{{ResumeBench.RunId}}","seq":{{count + 1}},"kind":"round","round":1}"""));

        var result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(1).Should().HaveCount(1);
        bench.Server.Refusals.Should().BeEmpty();
    }

    private static async Task<RunResult> StopEachRoundAsync(LoopBench bench, int rounds)
    {
        RunResult? result = null;
        for (var i = 0; i < rounds; i++)
        {
            var run = i == 0 ? bench.Agent.RunAsync(ResumeBench.Request(null), ResumeBench.RunId) : bench.Agent.ResumeAsync(ResumeBench.RunId);
            run.StopAfterRound();
            result = await bench.ReadAsync(run);
        }

        return result!;
    }

    /// <summary>Starts a run whose process ends at its first record of a kind. Then the server completes the response.</summary>
    private static async Task<LoopBench> CutAsync(string kind, bool keeps, Action<RoundScript> round)
    {
        for (var at = 0; ; at++)
        {
            var bench = await LoopBench.StartAsync();
            var journal = new InMemoryRunJournal();
            var cut = new CutJournal(journal, at, keeps);
            bench.Journal = cut;
            bench.Tool("look", "ok", tool => tool with { Start = ToolStart.AfterResponse });
            bench.Server.Round(round).Round(r => r.Text("Done."));
            try
            {
                await bench.ReadAsync(bench.Agent.RunAsync(ResumeBench.Request(null), ResumeBench.RunId));
            }
            catch (IOException) when (cut.Kind == kind)
            {
                bench.Journal = journal;
                return bench;
            }
            catch (IOException)
            {
                await bench.DisposeAsync();
            }
        }
    }

    /// <summary>A journal that returns other records than the stored ones.</summary>
    private sealed class ForgedJournal(IRunJournal inner, Func<IEnumerable<RunRecord>, IEnumerable<RunRecord>> forge) : IRunJournal
    {
        public async ValueTask<IRunLease> TakeAsync(string runId, CancellationToken cancellationToken = default)
        {
            var lease = await inner.TakeAsync(runId, cancellationToken);
            return new Lease(lease, [.. forge(lease.Records)]);
        }

        private sealed class Lease(IRunLease inner, IReadOnlyList<RunRecord> records) : IRunLease
        {
            public IReadOnlyList<RunRecord> Records => records;

            public CancellationToken Lost => inner.Lost;

            public ValueTask AppendAsync(RunRecord record, bool durable, CancellationToken cancellationToken = default) => throw new InvalidOperationException("Nothing is to be appended.");

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }
    }
}
