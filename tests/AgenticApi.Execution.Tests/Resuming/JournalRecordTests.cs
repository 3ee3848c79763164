using System.Text.Json.Nodes;
using AgenticApi.Execution.Tests.Journal;
using AgenticApi.Execution.Tests.Running;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Resuming;

/// <summary>The content and the order of the records of a run.</summary>
public class JournalRecordTests
{
    [Fact]
    public async Task Journal_gets_no_record_after_a_failed_one()
    {
        for (var at = 0; ; at++)
        {
            await using var bench = await ResumeBench.StartAsync();
            var journal = new HiccupJournal(bench.Journal!, at);
            bench.Journal = journal;
            try
            {
                await bench.ReadAsync(bench.Agent.RunAsync(ResumeBench.Request(null), ResumeBench.RunId));
                at.Should().BeGreaterThan(15);
                return;
            }
            catch (IOException)
            {
                journal.After.Should().BeEmpty($"record {at} failed, and what follows it may contradict what is stored of it");
            }
        }
    }

    [Fact]
    public async Task Calls_without_ids_keep_the_ones_that_were_made_up_when_a_process_ends_at_any_record()
    {
        for (var at = 1; ; at++)
        {
            await using var bench = await LoopBench.StartAsync(new ModelServerOptions { CheckItems = false });
            bench.Tool("look", (arguments, _) => Task.FromResult(arguments), tool => tool with { Idempotent = true });
            bench.Server.Round(r => r.Call("look", """{"n":1}""", "").Call("look", """{"n":2}""", "").RunsOn()).Always(r => r.Text("Done."));
            var journal = new InMemoryRunJournal();
            var cut = new CutJournal(journal, at, keeps: true);
            bench.Journal = cut;
            try
            {
                await bench.ReadAsync(bench.Agent.RunAsync(ResumeBench.Request(null), ResumeBench.RunId));
                at.Should().BeGreaterThan(8);
                return;
            }
            catch (IOException)
            {
                bench.Journal = journal;
                while (cut.Kind == "created" && bench.Server.AnsweredRounds == 0)
                {
                    await Task.Delay(1);
                }
            }

            var result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));

            result.Outcome.Should().Be(RunOutcome.Completed, cut.Kind);
            bench.Server.Refusals.Should().BeEmpty(cut.Kind);
            result.Items.OfType<FunctionCallOutputItem>().Should().OnlyContain(output => output.CallId.Length > 0, cut.Kind);
            if (bench.Server.Requests.Count > 1 && bench.Outputs(bench.Server.Requests.Count - 1).ToList() is { Count: > 0 } outputs)
            {
                outputs.Should().Equal(["""call_0_0={"n":1}""", """call_0_1={"n":2}"""], cut.Kind);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    public async Task Response_whose_record_has_no_id_that_could_be_asked_for_is_not_asked_for(string id)
    {
        await using var bench = await ResumeBench.StartAsync();
        var journal = bench.Journal!;
        bench.Journal = new CutJournal(journal, at: 1, keeps: true);
        await bench.Awaiting(it => it.ReadAsync(it.Agent.RunAsync(ResumeBench.Request(null), ResumeBench.RunId))).Should().ThrowAsync<IOException>();
        await journal.AppendAsync(TestRecords.Raw(2, $$"""{"v":1,"run":"{{ResumeBench.RunId}}","seq":2,"kind":"created","id":"{{id}}"}"""));
        bench.Journal = journal;

        var result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Server.Gets.Should().Be(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Outputs_stand_in_the_order_of_the_calls_whatever_the_order_of_their_records(bool hasResponse)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Journal = new InMemoryRunJournal();
        bench.Tool("look", (arguments, _) => Task.FromResult(arguments));
        bench.Server
            .Round(r => r.Call("look", """{"n":1}""", "call_1").Call("look", """{"n":2}""", "call_2").Text("x").Pause(bench.Tools.HasStarted(2)).Pause(Task.Delay(30)))
            .Always(r => r.Text("Done."));
        var run = bench.Agent.RunAsync(ResumeBench.Request(false), ResumeBench.RunId);
        run.StopAfterRound();
        await bench.ReadAsync(run);
        await ReorderAsync(bench, hasResponse);

        var result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(1).Should().Equal("""call_1={"n":1}""", """call_2={"n":2}""");
        bench.Tools.Started.Should().HaveCount(2);
        bench.Server.Refusals.Should().BeEmpty();
    }

    [Fact]
    public async Task Tokens_of_rounds_before_and_after_a_crash_add_up_once()
    {
        for (var at = 1; ; at++)
        {
            await using var bench = await ResumeBench.StartAsync();
            var journal = bench.Journal!;
            bench.Journal = new CutJournal(journal, at, keeps: true);
            try
            {
                (await bench.ReadAsync(bench.Agent.RunAsync(ResumeBench.Request(null), ResumeBench.RunId))).Usage!.TotalTokens.Should().Be(45);
                at.Should().BeGreaterThan(15);
                return;
            }
            catch (IOException)
            {
                bench.Journal = journal;
            }

            var responses = bench.Records().Count(record => record.Kind() == "response");
            var posts = bench.Server.Posts;
            var result = await bench.ResumeToEndAsync(pending => RunDecision.Answer(pending, ToolOutput.FromText("paid")));

            // The tokens of a response that was lost are unknown.
            var fetched = result.Rounds - responses - (bench.Server.Posts - posts);
            result.Usage!.TotalTokens.Should().Be(15 * (responses + fetched + bench.Server.Posts - posts), $"it was cut at record {at}");
        }
    }

    /// <summary>Rewrites the journal with the records of calls and outputs in the opposite order, with or without the response after them.</summary>
    private static async Task ReorderAsync(LoopBench bench, bool hasResponse)
    {
        var records = bench.Records().Select(record => JsonObject.Create(record)!).ToList();
        var calls = Of("call").Reverse().Concat(Of("output").Reverse());
        var order = Of("run").Concat(Of("round")).Concat(Of("created")).Concat(calls).Concat(hasResponse ? Of("response") : []);
        bench.Journal = new InMemoryRunJournal();
        var sequence = 0;
        foreach (var record in order)
        {
            record["seq"] = sequence;
            await bench.Journal.AppendAsync(TestRecords.Raw(sequence++, record.ToJsonString()));
        }

        IEnumerable<JsonObject> Of(string kind) => records.Where(record => record["kind"]!.GetValue<string>() == kind).OrderBy(record => record["position"]?.GetValue<int>());
    }

    /// <summary>A journal that fails to write one record, and could write those after it.</summary>
    private sealed class HiccupJournal(IRunJournal inner, long at) : IRunJournal
    {
        public List<string> After { get; } = [];

        public async ValueTask<IRunLease> TakeAsync(string runId, CancellationToken cancellationToken = default) => new Lease(this, await inner.TakeAsync(runId, cancellationToken));

        private long At => at;

        private sealed class Lease(HiccupJournal journal, IRunLease inner) : IRunLease
        {
            private bool _hasFailed;

            public IReadOnlyList<RunRecord> Records => inner.Records;

            public CancellationToken Lost => inner.Lost;

            public ValueTask AppendAsync(RunRecord record, bool durable, CancellationToken cancellationToken = default)
            {
                if (_hasFailed)
                {
                    journal.After.Add(record.Text());
                }

                _hasFailed |= record.Sequence == journal.At;
                return _hasFailed && record.Sequence == journal.At ? throw new IOException("No space left on device.") : inner.AppendAsync(record, durable, cancellationToken);
            }

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }
    }
}
