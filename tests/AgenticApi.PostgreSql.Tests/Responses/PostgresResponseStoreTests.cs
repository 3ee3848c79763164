using AgenticApi.PostgreSql.Tests.Support;
using AgenticApi.Serving;
using AgenticApi.Serving.Tests.Storing;
using Npgsql;
using static AgenticApi.Serving.Tests.Storing.Stored;

namespace AgenticApi.PostgreSql.Tests.Responses;

/// <summary>What PostgreSQL does in addition to other stores. Each test has its own schema.</summary>
[Collection(SharedPostgresServer.Name)]
public sealed class PostgresResponseStoreTests(PostgresServer server) : IAsyncLifetime
{
    private readonly string _schema = $"s{Guid.NewGuid():N}";
    private readonly TestStores _stores = new(server);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _stores.DisposeAsync();

    [PostgresFact]
    public async Task Tables_are_created_once_when_several_hosts_start_together()
    {
        var stores = Enumerable.Range(0, 8).Select(_ => Open()).ToArray();

        var versions = await Task.WhenAll(stores.Select(store => store.WriteAsync("r", 0, Entry("a", "1")).AsTask()));

        versions.Order().Should().Equal(0, 0, 0, 0, 0, 0, 0, 1);
        (await _stores.Open().ReadAsync("r")).Should().BeNull("the record is in another schema");
    }

    [PostgresTheory]
    [InlineData("")]
    [InlineData("Public")]
    [InlineData("a\"b")]
    [InlineData("1a")]
    public void Schema_with_an_invalid_name_is_refused(string schema) =>
        FluentActions.Invoking(() => new PostgresResponseStore(server.NewSource(), new() { Schema = schema })).Should().Throw<ArgumentException>();

    [PostgresFact]
    public void Options_out_of_their_bounds_are_refused()
    {
        FluentActions.Invoking(() => new PostgresResponseStore(server.NewSource(), new() { SweepInterval = TimeSpan.Zero })).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new PostgresResponseStore(server.NewSource(), new() { Patience = TimeSpan.Zero })).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new PostgresResponseStore(server.NewSource(), new() { Patience = TimeSpan.FromHours(2) })).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new PostgresResponseStore(server.NewSource(), new() { Limits = null! })).Should().Throw<ArgumentNullException>();
    }

    [PostgresFact]
    public async Task Size_of_a_record_is_the_sum_of_its_entries()
    {
        var (store, random, version) = (Open(), new Random(3), 0L);
        for (var i = 0; i < 60; i++)
        {
            var entries = Enumerable.Range(0, random.Next(4))
                .Select(_ => Entry($"k{random.Next(6)}", random.Next(3) == 0 ? null : new string('x', random.Next(5000)))).ToArray();
            version = await store.WriteAsync("r", version, entries);

            (await AskAsync("SELECT bytes FROM S.agentic_response")).Should()
                .Be(await AskAsync("SELECT (100 + coalesce(sum(100 + length(key) + length(value)), 0))::bigint FROM S.agentic_response_entry"));
        }
    }

    [PostgresFact]
    public async Task Sweep_deletes_records_that_exceed_the_maximum_age()
    {
        var store = Open(new() { MaxAge = TimeSpan.FromHours(1) });
        for (var i = 0; i < 250; i++)
        {
            await store.WriteAsync($"old{i}", 0, Entry("a", "1"));
        }

        await store.WriteAsync("young", 0, Entry("a", "1"));
        await AskAsync("UPDATE S.agentic_response SET written_at = written_at - interval '61 minutes' WHERE id <> 'young'");
        await store.WriteAsync("old7", 1, Entry("a", "2"));
        var read = store.ReadAsync("old8", "b", waitSeconds: 60).AsTask();
        await Task.Delay(100);

        (await store.SweepAsync(CancellationToken.None)).Should().Be(249);

        (await store.ReadAsync("young")).Should().NotBeNull();
        (await store.ReadAsync("old7")).Should().NotBeNull("it was written again");
        (await AskAsync("SELECT count(*) FROM S.agentic_response_entry")).Should().Be(2L);
        (await read.WaitAsync(TimeSpan.FromSeconds(20))).Should().BeNull();
    }

    [PostgresFact]
    public async Task Sweep_deletes_the_records_written_longest_ago_when_the_maximum_size_is_exceeded()
    {
        var store = Open(new() { MaxBytes = 10_000, MaxAge = TimeSpan.MaxValue });
        for (var i = 0; i < 8; i++)
        {
            await store.WriteAsync($"r{i}", 0, Entry("a", new string('x', 1000)));
        }

        await store.WriteAsync("r0", 1, Entry("b", "1"));
        (await store.SweepAsync(CancellationToken.None)).Should().Be(0, "the maximum is not exceeded");
        await store.WriteAsync("large", 0, Entry("a", new string('x', 5000)));

        (await store.SweepAsync(CancellationToken.None)).Should().Be(5);
        (await AskAsync("SELECT string_agg(id, ' ' ORDER BY id) FROM S.agentic_response")).Should().Be("large r0 r6 r7");

        await store.WriteAsync("larger", 0, Entry("a", new string('x', 20_000)));
        await store.SweepAsync(CancellationToken.None);
        (await AskAsync("SELECT string_agg(id, ' ' ORDER BY id) FROM S.agentic_response")).Should().Be("larger", "a record that exceeds the maximum by itself is kept alone");
    }

    [PostgresFact]
    public async Task Sweeps_of_several_hosts_run_at_intervals_without_conflicts()
    {
        var stores = Enumerable.Range(0, 3).Select(_ => Open(new() { MaxBytes = 10_000 }, TimeSpan.FromMilliseconds(20))).ToArray();
        for (var i = 0; i < 100; i++)
        {
            await stores[i % 3].WriteAsync($"r{i}", 0, Entry("a", new string('x', 1000)));
        }

        for (var attempt = 0; (long)(await AskAsync("SELECT sum(bytes)::bigint FROM S.agentic_response"))! > 10_000; attempt++)
        {
            attempt.Should().BeLessThan(200);
            await Task.Delay(50);
        }

        (await stores[0].ReadAsync("r99")).Should().NotBeNull();
    }

    [PostgresFact]
    public async Task Sweep_deletes_nothing_while_another_host_sweeps()
    {
        var store = Open(new() { MaxBytes = 1 });
        await store.WriteAsync("a", 0);
        await store.WriteAsync("b", 0);
        await using var connection = await server.NewSource().OpenConnectionAsync();
        await using var take = new NpgsqlCommand($"SELECT pg_advisory_lock(hashtextextended('\"{_schema}\".agentic_response', 0))", connection);
        await take.ExecuteNonQueryAsync();

        (await store.SweepAsync(CancellationToken.None)).Should().Be(0);

        await using var leave = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", connection);
        await leave.ExecuteNonQueryAsync();
        (await store.SweepAsync(CancellationToken.None)).Should().Be(1);
    }

    [PostgresFact]
    public async Task Write_notifies_only_if_a_read_waits_for_its_key()
    {
        var (store, other) = (Open(), Open());
        var version = await store.WriteAsync("r", 0);
        await using var connection = await server.NewSource().OpenConnectionAsync();
        var payloads = new List<string>();
        connection.Notification += (_, e) => payloads.Add(e.Payload);
        await using var listen = new NpgsqlCommand("LISTEN agentic_response", connection);
        await listen.ExecuteNonQueryAsync();

        version = await store.WriteAsync("r", version, Entry("events/1", "1"));
        var read = other.ReadAsync("r", "cancel", waitSeconds: 60).AsTask();
        await Task.Delay(300);
        version = await store.WriteAsync("r", version, Entry("events/2", "1"));
        await store.WriteAsync("r", version, Entry("cancel", ""));
        (await read.WaitAsync(TimeSpan.FromSeconds(20))).Text().Should().EndWith(": cancel=");

        await connection.WaitAsync(TimeSpan.FromSeconds(5));
        await listen.ExecuteNonQueryAsync();
        payloads.Where(payload => payload.StartsWith(_schema, StringComparison.Ordinal)).Should().ContainSingle().Which.Should().EndWith(" r");
    }

    [PostgresFact]
    public async Task Disposed_store_throws_and_ends_waiting_reads()
    {
        var store = Open();
        await store.WriteAsync("r", 0);
        var read = store.ReadAsync("r", "b", waitSeconds: 60).AsTask();
        await Task.Delay(200);

        await store.DisposeAsync();
        await store.DisposeAsync();

        await store.Awaiting(it => it.WriteAsync("r", 1).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
        await read.Awaiting(it => it.WaitAsync(TimeSpan.FromSeconds(20))).Should().ThrowAsync<ObjectDisposedException>();
    }

    private PostgresResponseStore Open(ResponseStoreLimits? limits = null, TimeSpan? sweepInterval = null) =>
        _stores.Open(new() { Schema = _schema, Limits = limits ?? new(), SweepInterval = sweepInterval ?? TimeSpan.FromDays(1) });

    private async Task<object?> AskAsync(string sql)
    {
        await using var command = server.NewSource().CreateCommand(sql.Replace("S.", $"\"{_schema}\".", StringComparison.Ordinal));
        return await command.ExecuteScalarAsync();
    }
}
