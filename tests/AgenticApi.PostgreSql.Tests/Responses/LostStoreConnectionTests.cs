using AgenticApi.PostgreSql.Tests.Support;
using AgenticApi.Serving.Tests.Storing;
using Npgsql;
using Xunit.Abstractions;
using static AgenticApi.Serving.Tests.Storing.Stored;

namespace AgenticApi.PostgreSql.Tests.Responses;

[Collection(SharedPostgresServer.Name)]
public sealed class LostStoreConnectionTests(PostgresServer server, ITestOutputHelper output) : IAsyncLifetime
{
    private readonly string _id = $"resp_{Guid.NewGuid():N}";
    private readonly List<PostgresResponseStore> _stores = [];
    private NpgsqlDataSource? _killer;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        await server.CloseSourcesAsync();
    }

    [PostgresFact]
    public async Task Writes_and_waiting_reads_whose_connections_are_killed_are_done_once_each()
    {
        const int Count = 300;
        var (writer, reader) = (Open("victim"), Open("victim"));
        var version = await writer.WriteAsync(_id, 0, Entry("count", "0"));
        using var stop = new CancellationTokenSource();
        var killer = KillAsync("victim", stop.Token);
        var follower = Task.Run(async () =>
        {
            var seen = new List<string>();
            while (seen.Count < Count)
            {
                seen.AddRange((await reader.ReadAsync(_id, "events/", seen.LastOrDefault() ?? "", waitSeconds: 60))!.Entries.Select(entry => entry.Key));
            }

            return seen;
        });
        for (var i = 0; i < Count; i++)
        {
            var next = await writer.WriteAsync(_id, version, Entry($"events/{i:D10}", $"{i}"));
            next.Should().Be(version + 1, "nobody else writes, and no write is done twice");
            version = next;
        }

        (await follower.WaitAsync(TimeSpan.FromSeconds(60))).Should().Equal(Enumerable.Range(0, Count).Select(i => $"events/{i:D10}"));
        await stop.CancelAsync();
        output.WriteLine($"{await killer} connections killed.");
    }

    [PostgresFact]
    public async Task Write_whose_answer_is_lost_is_done_once()
    {
        using var proxy = new AnswerDropper(server.Port);
        var (store, direct) = (Open(port: proxy.Port), Open());
        await store.ReadAsync(_id);
        proxy.DropNextAnswer(() => Task.CompletedTask);
        (await store.WriteAsync(_id, 0, Entry("a", "1"))).Should().Be(1);
        proxy.DropNextAnswer(async () => (await direct.TextAsync(_id)).Should().Be("2: a=2", "the write was done, and the answer was lost"));
        (await store.WriteAsync(_id, 1, Entry("a", "2"))).Should().Be(2);

        proxy.Dropped.Should().Be(2);
        (await direct.TextAsync(_id)).Should().Be("2: a=2");
    }

    [PostgresFact]
    public async Task Write_whose_answer_is_lost_succeeds_though_another_host_has_written_since()
    {
        using var proxy = new AnswerDropper(server.Port);
        var (store, direct) = (Open(port: proxy.Port), Open());
        await store.WriteAsync(_id, 0, Entry("a", "1"));
        proxy.DropNextAnswer(async () =>
        {
            await direct.WriteAsync(_id, 2, Entry("cancel", ""));
            await direct.WriteAsync(_id, 3, Entry("a", "4"));
        });

        (await store.WriteAsync(_id, 1, Entry("a", "2"))).Should().Be(2, "this is the version that it gave");
        (await store.WriteAsync(_id, 2, Entry("a", "3"))).Should().Be(0);
        (await direct.TextAsync(_id)).Should().Be("4: a=4 cancel=");
    }

    [PostgresFact]
    public async Task Read_that_waits_is_woken_though_its_listening_connection_was_killed()
    {
        var (reader, writer) = (Open("listener"), Open());
        var version = await writer.WriteAsync(_id, 0);
        var read = reader.ReadAsync(_id, "a", waitSeconds: 60).AsTask();
        await Task.Delay(200);
        (await KillOnceAsync("listener")).Should().BePositive();

        await writer.WriteAsync(_id, version, Entry("a", "1"));

        (await read.WaitAsync(TimeSpan.FromSeconds(4))).Text().Should().Be("2: a=1");
    }

    [PostgresFact]
    public async Task Writes_and_waiting_reads_go_on_when_the_server_is_restarted()
    {
        var (writer, reader) = (Open(), Open());
        var version = await writer.WriteAsync(_id, 0);
        var read = reader.ReadAsync(_id, "last", waitSeconds: 60).AsTask();
        var restart = server.RestartAsync();
        for (var i = 0; !restart.IsCompleted; i++)
        {
            version = await writer.WriteAsync(_id, version, Entry($"events/{i:D10}", $"{i}"));
            version.Should().Be(i + 2);
        }

        await restart;
        version = await writer.WriteAsync(_id, version, Entry("last", "1"));

        (await read.WaitAsync(TimeSpan.FromSeconds(20))).Text().Should().Be($"{version}: last=1");
        (await reader.ReadAsync(_id, "events/"))!.Entries.Should().HaveCount((int)version - 2);
    }

    [PostgresFact]
    public async Task Database_that_cannot_be_reached_is_told_when_patience_is_over()
    {
        var store = new PostgresResponseStore(server.NewSource(port: 1), new() { Patience = TimeSpan.FromSeconds(1) });
        _stores.Add(store);

        await store.Awaiting(it => it.WriteAsync(_id, 0).AsTask().WaitAsync(TimeSpan.FromSeconds(20))).Should().ThrowAsync<NpgsqlException>();
    }

    private PostgresResponseStore Open(string name = "test", int? port = null)
    {
        var store = new PostgresResponseStore(server.NewSource(name, port));
        _stores.Add(store);
        return store;
    }

    private async Task<int> KillAsync(string name, CancellationToken stop)
    {
        for (var killed = 0; ;)
        {
            if (stop.IsCancellationRequested)
            {
                return killed;
            }

            killed += await KillOnceAsync(name);
            await Task.Delay(Random.Shared.Next(50, 200), CancellationToken.None);
        }
    }

    private async Task<int> KillOnceAsync(string name)
    {
        _killer ??= server.NewSource("killer");
        await using var kill = _killer.CreateCommand(
            $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{name}'");
        return (int)(long)(await kill.ExecuteScalarAsync())!;
    }
}
