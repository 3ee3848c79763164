using AgenticApi.Execution;
using AgenticApi.Execution.Tests.Journal;
using AgenticApi.PostgreSql.Tests.Support;
using Xunit.Abstractions;

namespace AgenticApi.PostgreSql.Tests;

/// <summary>The run journal when connections and answers are lost.</summary>
[Collection(SharedPostgresServer.Name)]
public sealed class LostConnectionTests(PostgresServer server, ITestOutputHelper output) : IAsyncLifetime
{
    private readonly string _run = $"run-{Guid.NewGuid():N}";

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => server.CloseSourcesAsync();

    [PostgresFact]
    public async Task Appends_whose_connections_are_killed_take_effect_once()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed: {seed}");
        var (journal, random) = (new PostgresRunJournal(server.NewSource("victim")), new Random(seed));
        await using (var lease = await journal.TakeAsync(_run))
        {
            using var stop = new CancellationTokenSource();
            var killer = server.KillConnectionsAsync("victim", random, maxMilliseconds: 60, stop.Token);
            for (var i = 0; i < 300; i++)
                await lease.AppendAsync(TestRecords.New(_run, i), durable: true);
            await stop.CancelAsync();
            output.WriteLine($"{await killer} connections killed.");
        }

        (await journal.ReadAsync(_run)).Should().Equal(Enumerable.Range(0, 300).Select(i => TestRecords.New(_run, i).Text()));
    }

    [PostgresFact]
    public async Task Append_whose_answer_is_lost_takes_effect_once()
    {
        using var proxy = new AnswerDropper(server.Port);
        var journal = new PostgresRunJournal(server.NewSource(port: proxy.Port));
        await using (var lease = await journal.TakeAsync(_run))
        {
            var stored = 0L;
            proxy.DropNextAnswer(async () => stored = await CountAsync());

            await lease.AppendAsync(TestRecords.New(_run, 0), durable: true);
            await lease.AppendAsync(TestRecords.New(_run, 1), durable: true);

            (proxy.Dropped, stored).Should().Be((1, 1L), "the record was stored, and the answer was lost");
        }

        (await journal.ReadAsync(_run)).Should().Equal(TestRecords.New(_run, 0).Text(), TestRecords.New(_run, 1).Text());
    }

    [PostgresFact]
    public async Task Append_stored_before_another_host_took_the_run_succeeds_and_the_next_one_throws()
    {
        using var proxy = new AnswerDropper(server.Port);
        var lease = await new PostgresRunJournal(server.NewSource(port: proxy.Port)).TakeAsync(_run);
        IRunLease? next = null;
        proxy.DropNextAnswer(async () => next = await TakeOverAsync());

        await lease.AppendAsync(TestRecords.New(_run, 0), durable: true);
        next!.Records.Texts().Should().Equal(TestRecords.New(_run, 0).Text());
        await next.AppendAsync(TestRecords.New(_run, 1), durable: true);

        // The same bytes as the other host has appended.
        await lease.Awaiting(it => it.AppendAsync(TestRecords.New(_run, 1), durable: true).AsTask()).Should().ThrowAsync<RunTakenException>();
        lease.Lost.IsCancellationRequested.Should().BeTrue();
        await lease.DisposeAsync();
        await next.DisposeAsync();
    }

    [PostgresFact]
    public async Task Append_of_another_record_with_a_stored_sequence_number_throws()
    {
        using var proxy = new AnswerDropper(server.Port);
        await using var lease = await new PostgresRunJournal(server.NewSource(port: proxy.Port)).TakeAsync(_run);
        using var cancel = new CancellationTokenSource();
        proxy.DropNextAnswer(cancel.CancelAsync);
        await lease.Awaiting(it => it.AppendAsync(TestRecords.New(_run, 0), durable: true, cancel.Token).AsTask()).Should().ThrowAsync<OperationCanceledException>();

        await lease.Awaiting(it => it.AppendAsync(TestRecords.New(_run, 0, "other"), durable: true).AsTask()).Should().ThrowAsync<RunTakenException>();

        (await CountAsync()).Should().Be(1);
    }

    private async Task<IRunLease> TakeOverAsync()
    {
        await using var expire = server.NewSource().CreateCommand($"UPDATE agentic_run SET expires_at = 'epoch' WHERE run = '{_run}'");
        await expire.ExecuteNonQueryAsync();
        return await new PostgresRunJournal(server.NewSource()).TakeAsync(_run);
    }

    private async Task<long> CountAsync()
    {
        await using var count = server.NewSource().CreateCommand($"SELECT count(*) FROM agentic_run_record WHERE run = '{_run}'");
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
