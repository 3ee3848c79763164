using AgenticApi.Execution.Tests.Running;

namespace AgenticApi.Execution.Tests.Resuming;

/// <summary>The duration of a run over several processes.</summary>
public class DurationTests
{
    [Fact]
    public async Task Duration_counts_in_all_the_processes_of_a_run_and_not_between_them()
    {
        await using var bench = await LoopBench.StartAsync();
        var time = new SetTime();
        bench.Tool("step", (_, _) => { time.Now += TimeSpan.FromSeconds(30); return Task.FromResult("ok"); });
        var agent = new Agent(bench.Endpoint, "scripted") { Tools = bench.Declared, Options = bench.Options with { MaxDuration = TimeSpan.FromSeconds(80) }, Journal = new InMemoryRunJournal(), Time = time };
        bench.Server.Always((request, r) => r.Call("step", $$"""{"n":{{request.Number}}}"""));
        RunResult? result = null;
        for (var i = 0; i < 2; i++)
        {
            var run = i == 0 ? agent.RunAsync(ResumeBench.Request(null), ResumeBench.RunId) : agent.ResumeAsync(ResumeBench.RunId);
            run.StopAfterRound();
            result = await bench.ReadAsync(run);
            result.StopReason.Should().Be(StopReason.Requested);
            time.Now += TimeSpan.FromHours(1);
        }

        result = await bench.ReadAsync(agent.ResumeAsync(ResumeBench.RunId));
        (result.StopReason, result.Rounds).Should().Be((StopReason.Duration, 3));
        result = await bench.ReadAsync(agent.ResumeAsync(ResumeBench.RunId));
        (result.StopReason, bench.Server.Posts).Should().Be((StopReason.Duration, 3), "nothing is sent beyond the limit");
    }

    /// <summary>A clock that is set by hand. Its timers are those of the system.</summary>
    private sealed class SetTime : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
