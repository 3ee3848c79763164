using AgenticApi.Execution.Tests.Running;

namespace AgenticApi.Execution.Tests.Resuming;

/// <summary>A process that ends at any record of a run's journal: another one brings the run to its end.</summary>
public class CutTests
{
    [Theory]
    [InlineData(Continuation.Items, null, false)]
    [InlineData(Continuation.Items, null, true)]
    [InlineData(Continuation.Items, false, false)]
    [InlineData(Continuation.Items, false, true)]
    [InlineData(Continuation.PreviousResponse, null, false)]
    [InlineData(Continuation.PreviousResponse, null, true)]
    public async Task Run_whose_process_ends_at_any_record_is_brought_to_its_end(Continuation continuation, bool? store, bool runsAgain)
    {
        var kinds = new HashSet<string>();
        for (var at = 0; ; at++)
        {
            foreach (var keeps in new[] { false, true })
            {
                await using var bench = await ResumeBench.StartAsync(continuation);
                var journal = bench.Journal!;
                var cut = new CutJournal(journal, at, keeps);
                bench.Journal = cut;
                var run = bench.Agent.RunAsync(ResumeBench.Request(store), ResumeBench.RunId);
                if (!await IsCutAsync(bench, run))
                {
                    cut.IsCut.Should().BeFalse();
                    kinds.Should().BeEquivalentTo("run", "round", "created", "call", "output", "response", "closed", "end");
                    return;
                }

                kinds.Add(cut.Kind!);
                bench.Journal = journal;
                if (at > 0 || keeps)
                {
                    await CheckResumedAsync(bench, runsAgain, store, $"it was cut {(keeps ? "after" : "before")} record {at} ({cut.Kind})");
                }
            }
        }
    }

    private static async Task<bool> IsCutAsync(LoopBench bench, AgentRun run)
    {
        try
        {
            await bench.ReadAsync(run);
            return false;
        }
        catch (IOException)
        {
            bench.Tools.Running.Should().Be(0, "no tool outlives its run");
            return true;
        }
    }

    private static async Task CheckResumedAsync(LoopBench bench, bool runsAgain, bool? store, string because)
    {
        var before = bench.Tools.Started.ByCall();
        var records = bench.Records();
        var finished = records.Where(record => record.Kind() == "output").Select(ResumeBench.CallId).ToHashSet();
        var doubtful = records.Where(record => record.Kind() == "call" && record.GetProperty("item").GetProperty("name").GetString() == "pay").Select(ResumeBench.CallId).Except(finished).ToHashSet();
        var asked = new List<string>();

        var result = await bench.ResumeToEndAsync(
            pending =>
            {
                asked.Add(pending.Call.CallId);
                pending.Reason.Should().Be(PendingReason.InDoubt, because);
                return runsAgain ? RunDecision.Run(pending) : RunDecision.Answer(pending, ToolOutput.FromText("paid by hand"));
            },
            store);

        result.Outcome.Should().Be(RunOutcome.Completed, because);
        result.Text.Should().Be("Done.", because);
        bench.Server.Refusals.Where(refusal => refusal.Status == 400).Should().BeEmpty(because);
        asked.Should().BeEquivalentTo(doubtful, $"nobody knows of these whether they ran: {because}");
        var after = bench.Tools.Started.ByCall();
        foreach (var call in after)
        {
            var isDone = finished.Contains(call.Key) || (doubtful.Contains(call.Key) && !runsAgain);
            call.Count().Should().Be(before[call.Key].Count() + (isDone ? 0 : 1), $"{call.Key} ran: {because}");
            call.Select(execution => execution.Key).Distinct().Should().HaveCount(1, $"{call.Key} is one call: {because}");
        }

        after.Select(call => call.Key).Should().OnlyHaveUniqueItems().And.HaveCount(6 - doubtful.Count(call => !runsAgain && !before.Contains(call)), because);
    }
}
