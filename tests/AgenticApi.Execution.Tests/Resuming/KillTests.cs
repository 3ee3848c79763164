using System.Globalization;
using AgenticApi.AgentHost;
using AgenticApi.Execution.Tests.Journal;
using AgenticApi.Execution.Tests.Server;
using Xunit.Abstractions;

namespace AgenticApi.Execution.Tests.Resuming;

/// <summary>A host that is killed at any moment: another one brings its runs to their end.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int AtOnce = 2;

    private readonly TemporaryFolder _folder = new();

    // More than the default: AGENTIC_API_KILLS=200.
    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("AGENTIC_API_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 20;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_whose_host_is_killed_at_any_moment_is_brought_to_its_end()
    {
        await using var server = await ModelServer.StartAsync();
        server.Staged(milliseconds: 40, pause: 5);
        var firstSeed = Environment.TickCount & 0xFFFFFF;
        output.WriteLine($"Seeds: {firstSeed} to {firstSeed + Kills - 1}");
        var (unbegun, ended, doubtful, again) = (0, 0, 0, 0);

        await Parallel.ForEachAsync(Enumerable.Range(firstSeed, Kills), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, _) =>
        {
            var killed = await new KilledRun(server, _folder.Path, seed).CheckAsync();
            Interlocked.Add(ref unbegun, killed.Records == 0 ? 1 : 0);
            Interlocked.Add(ref ended, killed.HasEnded ? 1 : 0);
            Interlocked.Add(ref doubtful, killed.Doubtful);
            Interlocked.Add(ref again, killed.RanAgain);
        });

        output.WriteLine($"Of {Kills} runs, {unbegun} had no record and {ended} had ended; {doubtful} calls were in doubt, and {again} ran again.");
        unbegun.Should().BeLessThan(Math.Max(Kills / 2, 1), "a host runs before it is killed");
        server.Refusals.Where(refusal => refusal.Status == 400).Should().BeEmpty();
    }

    /// <summary>One run: its host is killed, and this process resumes it.</summary>
    private sealed class KilledRun(ModelServer server, string folder, int seed)
    {
        private readonly string _runId = $"run-{seed}";
        private readonly Random _random = new(seed);
        private readonly string _toolLog = Path.Combine(folder, $"{seed}.tools");
        private readonly FileRunJournal _journal = new(folder);

        public int Records { get; private set; }

        public bool HasEnded { get; private set; }

        public int Doubtful { get; private set; }

        public int RanAgain { get; private set; }

        public async Task<KilledRun> CheckAsync()
        {
            var continuation = _random.Next(2) == 0 ? Continuation.Items : Continuation.PreviousResponse;
            var store = continuation == Continuation.PreviousResponse || _random.Next(2) == 0;
            var because = $"seed {seed}, {continuation}, store {store}";
            await KillAsync(continuation, store);
            await File.AppendAllTextAsync(_toolLog, "");
            var before = await ToolLinesAsync();
            var result = await ResumeAsync(continuation, store, because);

            result.Outcome.Should().Be(RunOutcome.Completed, because);
            result.Text.Should().Be("Done.", because);
            var after = await ToolLinesAsync();
            RanAgain = after.Length - after.Distinct().Count();
            foreach (var call in after.GroupBy(line => line.Split(' ')[2]))
            {
                call.Distinct().Should().ContainSingle($"a call runs again only under its key: {because}");
                call.Count().Should().BeLessThanOrEqualTo(call.First().StartsWith("look", StringComparison.Ordinal) ? 2 : 1, $"{call.First()}: {because}");
            }

            // A call that was in doubt and was answered may have run or not.
            after.Distinct().Count().Should().BeInRange(6 - Doubtful, 6, because);
            before.Distinct().Should().BeSubsetOf(after);
            return this;
        }

        private async Task KillAsync(Continuation continuation, bool store)
        {
            using var host = new HostProcess(server.BaseUrl, folder, _runId, _toolLog, continuation, store);
            // At a moment that depends on the progress of the host, and a short random time later.
            for (var lines = _random.Next(75); lines > 0 && await host.ReadLineAsync() is not null; lines--)
            {
            }

            await Task.Delay(_random.Next(40));
            await host.KillAsync();
        }

        private async Task<RunResult> ResumeAsync(Continuation continuation, bool store, string because)
        {
            using var client = new HttpClient { BaseAddress = server.BaseUrl };
            var agent = HostedAgent.Create(client, _journal, _toolLog, continuation);
            await using (var lease = await _journal.TakeAsync(_runId))
            {
                (Records, HasEnded) = (lease.Records.Count, lease.Records.Any(record => record.Json.Kind() == "end"));
            }

            var request = new ResponseRequest { Store = store };
            var run = Records == 0 ? agent.RunAsync(request with { Input = [MessageItem.User(_runId)] }, _runId) : agent.ResumeAsync(_runId, request: request);
            for (var result = await run.ToEndAsync(); ; result = await run.ToEndAsync())
            {
                if (result.Outcome != RunOutcome.Waiting)
                {
                    return result;
                }

                result.Pending.Should().OnlyContain(call => call.Reason == PendingReason.InDoubt && call.Call.Name == "pay", because);
                Doubtful += result.Pending.Count;
                run = agent.ResumeAsync(_runId, [.. result.Pending.Select(call => RunDecision.Answer(call, ToolOutput.FromText("paid by hand")))], request);
            }
        }

        private Task<string[]> ToolLinesAsync() => File.ReadAllLinesAsync(_toolLog);
    }
}
