using System.Diagnostics;
using AgenticApi.Execution.Tests.Running;

namespace AgenticApi.Execution.Tests.Resuming;

/// <summary>A journal that accepts no more records: the run ends, and nothing happens without a record.</summary>
public class FailingJournalTests
{
    [Fact]
    public async Task Run_whose_journal_fails_at_any_record_ends_with_the_exception_and_does_nothing_after_it()
    {
        var responses = 0;
        for (var at = 0; ; at++)
        {
            await using var bench = await ResumeBench.StartAsync();
            var cut = new CutJournal(bench.Journal!, at, keeps: false);
            bench.Journal = cut;
            var run = bench.Agent.RunAsync(ResumeBench.Request(null), ResumeBench.RunId);
            if (!await FailsAsync(bench, run))
            {
                cut.IsCut.Should().BeFalse();
                at.Should().BeGreaterThan(15);
                responses.Should().BeGreaterThan(1);
                return;
            }

            var (started, posts) = (bench.Tools.Started.Count, bench.Server.Posts);
            bench.Tools.Running.Should().Be(0, cut.Kind);
            await Task.Delay(10);
            bench.Tools.Started.Should().HaveCount(started, cut.Kind);
            bench.Server.Posts.Should().Be(posts, cut.Kind);
            bench.Events.OfType<RunEnded>().Should().BeEmpty();
            if (cut.Kind == "response")
            {
                // A resumed run requests the response again, and the answer may differ.
                bench.Events.OfType<StreamedEvent>().Count(e => e.Event is ResponseCompletedEvent).Should().Be(bench.Events.OfType<RoundEnded>().Count());
                responses++;
            }
        }
    }

    [Fact]
    public async Task Tool_that_runs_when_the_journal_fails_is_stopped()
    {
        await using var bench = await ResumeBench.StartAsync();
        bench.Declared.Clear();
        bench.Tool("look", async (_, stop) => { await Task.Delay(Timeout.Infinite, stop); return ""; }).Tool("pay", async (_, stop) => { await bench.Tools.HasStarted(2).WaitAsync(stop); return "paid"; });
        var cut = new CutJournal(bench.Journal!, at: 5, keeps: false);
        bench.Journal = cut;
        var clock = Stopwatch.StartNew();

        (await FailsAsync(bench, bench.Agent.RunAsync(ResumeBench.Request(null), ResumeBench.RunId))).Should().BeTrue();

        bench.Tools.Running.Should().Be(0);
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Request_does_not_go_out_before_its_round_is_in_the_journal()
    {
        await using var bench = await ResumeBench.StartAsync();
        bench.Journal = new CutJournal(bench.Journal!, at: 1, keeps: false);

        (await FailsAsync(bench, bench.Agent.RunAsync(ResumeBench.Request(null), ResumeBench.RunId))).Should().BeTrue();

        bench.Server.Posts.Should().Be(0);
    }

    private static async Task<bool> FailsAsync(LoopBench bench, AgentRun run)
    {
        try
        {
            await bench.ReadAsync(run).WaitAsync(TimeSpan.FromSeconds(20));
            return false;
        }
        catch (IOException e)
        {
            e.Message.Should().Be("No space left on device.");
            return true;
        }
    }
}
