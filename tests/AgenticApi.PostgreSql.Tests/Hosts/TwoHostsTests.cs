using AgenticApi.AgentHost;
using AgenticApi.Execution;
using AgenticApi.Execution.Tests.Journal;
using AgenticApi.Execution.Tests.Resuming;
using AgenticApi.Execution.Tests.Server;
using AgenticApi.PostgreSql.Tests.Support;

namespace AgenticApi.PostgreSql.Tests.Hosts;

/// <summary>Two hosts and one run: the second host finds the abandoned run of the first one and completes it.</summary>
[Collection(SharedPostgresServer.Name)]
public sealed class TwoHostsTests(PostgresServer postgres) : IAsyncLifetime
{
    private const int LeaseMilliseconds = 1000;

    private readonly string _run = $"run-{Guid.NewGuid():N}";
    private readonly string _toolLog = Path.GetTempFileName();
    private ModelServer _server = null!;
    private PostgresRunJournal _journal = null!;

    public async Task InitializeAsync()
    {
        _server = (await ModelServer.StartAsync()).Staged(milliseconds: 300);
        _journal = new PostgresRunJournal(postgres.NewSource());
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await postgres.CloseSourcesAsync();
        File.Delete(_toolLog);
    }

    [PostgresTheory]
    [InlineData(Continuation.Items)]
    [InlineData(Continuation.PreviousResponse)]
    public async Task Run_of_a_killed_host_is_found_and_completed_by_another(Continuation continuation)
    {
        using var host = Start(continuation);
        (await host.ReadUntilAsync(line => line == nameof(CallStarted))).Should().NotBeNull();

        await host.KillAsync();
        await CheckTakenOverAsync(continuation);
    }

    [PostgresFact]
    public async Task Host_that_hangs_beyond_its_lease_cannot_append_when_it_continues()
    {
        using var host = Start(Continuation.Items);
        (await host.ReadUntilAsync(line => line == nameof(CallStarted))).Should().NotBeNull();
        await host.SignalAsync("STOP");

        await CheckTakenOverAsync(Continuation.Items);
        var (records, posts) = (await _journal.ReadAsync(_run), _server.Posts);
        await host.SignalAsync("CONT");

        (await host.ReadUntilAsync(line => line == "taken" || line.StartsWith("ended", StringComparison.Ordinal))).Should().Be("taken");
        (await _journal.ReadAsync(_run)).Should().Equal(records);
        _server.Posts.Should().Be(posts, "the host has lost the run and sends no requests");
    }

    private HostProcess Start(Continuation continuation) => new(
        _server.BaseUrl, $"Host=127.0.0.1;Port={postgres.Port};Username=postgres;Database=postgres", _run, _toolLog, continuation, store: true, LeaseMilliseconds);

    private async Task CheckTakenOverAsync(Continuation continuation)
    {
        using var client = new HttpClient { BaseAddress = _server.BaseUrl };
        var agent = HostedAgent.Create(client, _journal, _toolLog, continuation);
        await FindAsync();
        var result = await agent.ResumeAsync(_run).ToEndAsync();
        while (result.Outcome == RunOutcome.Waiting)
        {
            result.Pending.Should().OnlyContain(call => call.Reason == PendingReason.InDoubt && call.Call.Name == "pay");
            result = await agent.ResumeAsync(_run, [.. result.Pending.Select(call => RunDecision.Answer(call, ToolOutput.FromText("paid by hand")))]).ToEndAsync();
        }

        result.Outcome.Should().Be(RunOutcome.Completed);
        result.Text.Should().Be("Done.");
        _server.Refusals.Where(refusal => refusal.Status == 400).Should().BeEmpty();
        var lines = await File.ReadAllLinesAsync(_toolLog);
        lines.Where(line => line.StartsWith("pay", StringComparison.Ordinal)).Should().OnlyHaveUniqueItems();
        lines.Distinct().Select(line => line.Split(' ')[2]).Should().OnlyHaveUniqueItems("a repeated call has the same key");
        (await _journal.FindAbandonedAsync().ToListAsync()).Should().NotContain(_run, "it has ended");
    }

    private async Task FindAsync()
    {
        for (var i = 0; i < 100; i++)
        {
            if ((await _journal.FindAbandonedAsync().ToListAsync()).Contains(_run))
            {
                return;
            }

            await Task.Delay(50);
        }

        throw new InvalidOperationException("The run is not found.");
    }
}
