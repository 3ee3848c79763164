using AgenticApi.Execution;
using AgenticApi.Execution.Tests.Journal;
using AgenticApi.PostgreSql.Tests.Support;
using Npgsql;

namespace AgenticApi.PostgreSql.Tests;

/// <summary>What PostgreSQL does in addition to other run journals. Each test has its own schema.</summary>
[Collection(SharedPostgresServer.Name)]
public sealed class PostgresRunJournalTests(PostgresServer server) : IAsyncLifetime
{
    private readonly string _schema = $"test_{Guid.NewGuid():N}";

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => server.CloseSourcesAsync();

    [PostgresFact]
    public async Task Tables_are_created_once_when_several_hosts_start_together()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(async i => await NewJournal().AppendAsync(TestRecords.New($"run-{i}", 0))));

        (await FindAsync(NewJournal())).Should().HaveCount(12);
    }

    [PostgresFact]
    public async Task User_without_the_right_to_create_tables_uses_existing_ones()
    {
        await NewJournal().AppendAsync(TestRecords.New("r", 0));
        await ExecuteAsync(
            $"CREATE ROLE {_schema} LOGIN; GRANT USAGE ON SCHEMA {_schema} TO {_schema};"
            + $"GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA {_schema} TO {_schema}");
        await using var source = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={server.Port};Username={_schema};Database=postgres");

        await new PostgresRunJournal(source, new() { Schema = _schema }).AppendAsync(TestRecords.New("r", 1));

        (await NewJournal().ReadAsync("r")).Should().HaveCount(2);
    }

    [PostgresFact]
    public async Task Run_that_several_hosts_take_at_once_is_taken_by_one_with_an_increasing_token()
    {
        var journals = Enumerable.Range(0, 20).Select(_ => NewJournal()).ToArray();
        for (var round = 0; round < 5; round++)
        {
            var attempts = await Task.WhenAll(journals.Select(async journal =>
            {
                try
                {
                    return await journal.TakeAsync("r");
                }
                catch (RunTakenException e)
                {
                    e.Message.Should().Contain("Run r is taken");
                    return null;
                }
            }));

            var lease = attempts.Where(attempt => attempt != null).Should().NotBeEmpty().And.Subject.Should().ContainSingle().Which!;
            await lease.AppendAsync(TestRecords.New("r", round), durable: true);
            await lease.DisposeAsync();
        }
        (await ScalarAsync($"SELECT token FROM {_schema}.agentic_run")).Should().Be(5L);
    }

    [PostgresFact]
    public async Task Taking_a_run_of_another_host_throws_with_the_name_of_that_host()
    {
        await using var lease = await NewJournal(host: "host one").TakeAsync("r");

        await NewJournal().Awaiting(it => it.TakeAsync("r").AsTask()).Should().ThrowAsync<RunTakenException>().WithMessage("Run r is taken by host one.*");
    }

    [PostgresFact]
    public async Task Host_that_hangs_loses_its_run_and_cannot_append()
    {
        var hangs = await NewJournal(TimeSpan.FromMilliseconds(300), clock: new StoppedClock()).TakeAsync("r");
        await hangs.AppendAsync(TestRecords.New("r", 0), durable: true);
        await NewJournal().Awaiting(it => it.TakeAsync("r").AsTask()).Should().ThrowAsync<RunTakenException>("its lease has not expired");
        await Task.Delay(400);

        await using var next = await NewJournal().TakeAsync("r");
        hangs.Lost.IsCancellationRequested.Should().BeFalse("its clock has stopped");
        await hangs.Awaiting(it => it.AppendAsync(TestRecords.New("r", 1, "late"), durable: true).AsTask()).Should().ThrowAsync<RunTakenException>();

        hangs.Lost.IsCancellationRequested.Should().BeTrue();
        (await ScalarAsync($"SELECT count(*) FROM {_schema}.agentic_run_record")).Should().Be(1L);
        await hangs.DisposeAsync();
        await NewJournal().Awaiting(it => it.TakeAsync("r").AsTask()).Should().ThrowAsync<RunTakenException>("the late host has released only its own lease");
        await next.AppendAsync(TestRecords.New("r", 1), durable: true);
        next.Records.Should().HaveCount(1);
    }

    [PostgresFact]
    public async Task Host_that_has_lost_its_run_is_notified_by_the_next_renewal()
    {
        // A renewal follows after a second: late enough for another host to take the run before.
        await using var lease = await NewJournal(TimeSpan.FromSeconds(3)).TakeAsync("r");
        await ExpireAsync();

        await using var next = await NewJournal().TakeAsync("r");

        await UntilLostAsync(lease, TimeSpan.FromSeconds(10));
        await lease.Awaiting(it => it.AppendAsync(TestRecords.New("r", 0), durable: true).AsTask()).Should().ThrowAsync<RunTakenException>();
    }

    [PostgresFact]
    public async Task Lease_is_renewed_while_it_is_held()
    {
        await using var lease = await NewJournal(TimeSpan.FromSeconds(3)).TakeAsync("r");

        for (var i = 0; i < 16; i++)
        {
            await Task.Delay(300);
            await NewJournal().Awaiting(it => it.TakeAsync("r").AsTask()).Should().ThrowAsync<RunTakenException>();
        }

        lease.Lost.IsCancellationRequested.Should().BeFalse();
    }

    [PostgresFact]
    public async Task Host_that_cannot_renew_its_lease_is_notified_when_it_expires()
    {
        var source = server.NewSource();
        var lease = await new PostgresRunJournal(source, new() { Schema = _schema, Lease = TimeSpan.FromSeconds(1) }).TakeAsync("r");

        await source.DisposeAsync();

        await UntilLostAsync(lease, TimeSpan.FromSeconds(5));
        await lease.DisposeAsync();
        await using var next = await NewJournal().TakeAsync("r");
    }

    [PostgresFact]
    public async Task Disposed_lease_is_not_lost_and_the_run_can_be_taken_at_once()
    {
        var lease = await NewJournal(TimeSpan.FromMilliseconds(300)).TakeAsync("r");
        await lease.DisposeAsync();
        await using var next = await NewJournal().TakeAsync("r");

        await Task.Delay(500);

        lease.Lost.IsCancellationRequested.Should().BeFalse();
    }

    [PostgresFact]
    public async Task Appends_during_renewals_are_all_stored_and_the_end_is_recognized()
    {
        var journal = NewJournal(TimeSpan.FromMilliseconds(300));
        await using (var lease = await journal.TakeAsync("r"))
        {
            for (var i = 0; i < 400; i++)
                await lease.AppendAsync(TestRecords.New("r", i, kind: i % 2 == 0 ? "end" : "test"), durable: false);
        }

        (await FindAsync(journal)).Should().Equal("r");
        await journal.AppendAsync(TestRecords.New("r", 400, kind: "end"));
        (await FindAsync(journal)).Should().BeEmpty();
        (await journal.ReadAsync("r")).Should().HaveCount(401);
    }

    [PostgresFact]
    public async Task FindAbandoned_returns_runs_that_have_not_ended_and_that_no_host_holds()
    {
        var journal = NewJournal();
        await journal.AppendAsync(TestRecords.New("ended", 0), TestRecords.New("ended", 1, kind: "end"));
        await journal.AppendAsync(TestRecords.New("ended-and-continued", 0, kind: "end"), TestRecords.New("ended-and-continued", 1));
        await journal.AppendAsync(TestRecords.New("abandoned", 0), TestRecords.New("expired", 0), TestRecords.New("held", 0));
        await (await journal.TakeAsync("empty")).DisposeAsync();
        await using var held = await journal.TakeAsync("held");
        await using var expired = await journal.TakeAsync("expired");
        await ExpireAsync("expired");

        (await FindAsync(journal)).Should().Equal("abandoned", "ended-and-continued", "expired");
    }

    [PostgresFact]
    public async Task FindAbandoned_with_several_pages_returns_each_run_once()
    {
        var journal = NewJournal();
        await journal.AppendAsync(TestRecords.New("r", 0));
        await ExecuteAsync($"INSERT INTO {_schema}.agentic_run SELECT 'run-' || to_char(i, 'FM000'), 1, NULL, now(), true FROM generate_series(0, 249) i");

        (await FindAsync(journal)).Should().Equal([.. Enumerable.Range(0, 250).Select(i => $"run-{i:000}").Prepend("r").Order(StringComparer.Ordinal)]);
    }

    [PostgresTheory]
    [InlineData("""'{"v":2}'""", "version 2")]
    [InlineData("'nonsense'", "not a JSON object")]
    public async Task Taking_a_run_with_a_damaged_record_throws_and_releases_the_run(string record, string fault)
    {
        await NewJournal().AppendAsync(TestRecords.New("r", 0));
        await ExecuteAsync($"UPDATE {_schema}.agentic_run_record SET record = convert_to({record}, 'UTF8')");

        for (var i = 0; i < 2; i++)
            await NewJournal().Awaiting(it => it.TakeAsync("r").AsTask()).Should().ThrowAsync<RunDataException>().WithMessage($"*record 0 of run r*{fault}*");
    }

    [PostgresFact]
    public async Task Taking_a_run_with_a_missing_record_throws()
    {
        await NewJournal().AppendAsync(TestRecords.New("r", 0), TestRecords.New("r", 1), TestRecords.New("r", 2));
        await ExecuteAsync($"DELETE FROM {_schema}.agentic_run_record WHERE seq = 1");

        await NewJournal().Awaiting(it => it.TakeAsync("r").AsTask()).Should().ThrowAsync<RunDataException>().WithMessage("*record 1 of run r is missing*");
    }

    [PostgresTheory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("Test")]
    [InlineData("a\"b")]
    [InlineData("a.b")]
    public void Schema_with_an_invalid_name_is_refused(string schema) =>
        schema.Invoking(it => new PostgresRunJournal(server.NewSource(), new() { Schema = it })).Should().Throw<ArgumentException>();

    [PostgresFact]
    public void Options_out_of_their_bounds_are_refused()
    {
        FluentActions.Invoking(() => NewJournal(TimeSpan.FromMilliseconds(299))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => NewJournal(TimeSpan.FromDays(2))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => NewJournal(host: null!)).Should().Throw<ArgumentNullException>();
    }

    [PostgresFact]
    public async Task Longest_lease_is_taken_and_released()
    {
        await (await NewJournal(TimeSpan.FromDays(1)).TakeAsync("r")).DisposeAsync();

        await using var next = await NewJournal().TakeAsync("r");
    }

    private static async Task<List<string>> FindAsync(PostgresRunJournal journal)
    {
        var found = new List<string>();
        await foreach (var runId in journal.FindAbandonedAsync())
            found.Add(runId);
        return found;
    }

    private static async Task UntilLostAsync(IRunLease lease, TimeSpan limit)
    {
        var lost = new TaskCompletionSource();
        await using var registration = lease.Lost.Register(lost.SetResult);
        await lost.Task.WaitAsync(limit);
    }

    private PostgresRunJournal NewJournal(TimeSpan? lease = null, TimeProvider? clock = null, string host = "test") =>
        new(server.NewSource(), new() { Schema = _schema, Lease = lease ?? TimeSpan.FromSeconds(30), Clock = clock ?? TimeProvider.System, Host = host });

    private Task ExpireAsync(string runId = "r") => ExecuteAsync($"UPDATE {_schema}.agentic_run SET expires_at = 'epoch' WHERE run = '{runId}'");

    private async Task ExecuteAsync(string sql) => await ScalarAsync(sql);

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = server.NewSource().CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
