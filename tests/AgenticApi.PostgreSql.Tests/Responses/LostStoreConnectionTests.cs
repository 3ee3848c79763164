using AgenticApi.PostgreSql.Tests.Support;
using AgenticApi.Serving.Tests.Storing;
using Npgsql;
using Xunit.Abstractions;
using static AgenticApi.Serving.Tests.Storing.Stored;

namespace AgenticApi.PostgreSql.Tests.Responses;

/// <summary>The response store when connections and answers are lost.</summary>
[Collection(SharedPostgresServer.Name)]
public sealed class LostStoreConnectionTests(PostgresServer server, ITestOutputHelper output) : IAsyncLifetime
{
    private readonly string _id = $"resp_{Guid.NewGuid():N}";
    private readonly TestStores _stores = new(server);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _stores.DisposeAsync();

    [PostgresFact]
    public async Task Writes_and_waiting_reads_whose_connections_are_killed_take_effect_once()
    {
        const int Count = 300;
        var (writer, reader) = (_stores.Open(name: "victim"), _stores.Open(name: "victim"));
        var version = await writer.WriteAsync(_id, 0, Entry("count", "0"));
        using var stop = new CancellationTokenSource();
        var killer = server.KillConnectionsAsync("victim", Random.Shared, maxMilliseconds: 250, stop.Token);
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
            next.Should().Be(version + 1, "there is no other writer, and no write takes effect twice");
            version = next;
        }

        (await follower.WaitAsync(TimeSpan.FromSeconds(60))).Should().Equal(Enumerable.Range(0, Count).Select(i => $"events/{i:D10}"));
        await stop.CancelAsync();
        output.WriteLine($"{await killer} connections killed.");
    }

    [PostgresFact]
    public async Task Write_whose_answer_is_lost_takes_effect_once()
    {
        using var proxy = new AnswerDropper(server.Port);
        var (store, direct) = (_stores.Open(port: proxy.Port), _stores.Open());
        await store.ReadAsync(_id);
        proxy.DropNextAnswer(() => Task.CompletedTask);
        (await store.WriteAsync(_id, 0, Entry("a", "1"))).Should().Be(1);
        proxy.DropNextAnswer(async () => (await direct.TextAsync(_id)).Should().Be("2: a=2", "the write was done, and the answer was lost"));
        (await store.WriteAsync(_id, 1, Entry("a", "2"))).Should().Be(2);

        proxy.Dropped.Should().Be(2);
        (await direct.TextAsync(_id)).Should().Be("2: a=2");
    }

    [PostgresFact]
    public async Task Write_whose_answer_is_lost_succeeds_even_if_another_host_has_written_since()
    {
        using var proxy = new AnswerDropper(server.Port);
        var (store, direct) = (_stores.Open(port: proxy.Port), _stores.Open());
        await store.WriteAsync(_id, 0, Entry("a", "1"));
        proxy.DropNextAnswer(async () =>
        {
            await direct.WriteAsync(_id, 2, Entry("cancel", ""));
            await direct.WriteAsync(_id, 3, Entry("a", "4"));
        });

        (await store.WriteAsync(_id, 1, Entry("a", "2"))).Should().Be(2, "this is the version that the write created");
        (await store.WriteAsync(_id, 2, Entry("a", "3"))).Should().Be(0);
        (await direct.TextAsync(_id)).Should().Be("4: a=4 cancel=");
    }

    [PostgresFact]
    public async Task Waiting_read_is_woken_after_its_listening_connection_was_killed()
    {
        var (reader, writer) = (_stores.Open(name: "listener"), _stores.Open());
        var version = await writer.WriteAsync(_id, 0);
        var read = reader.ReadAsync(_id, "a", waitSeconds: 60).AsTask();
        await Task.Delay(200);
        (await server.KillConnectionsAsync("listener")).Should().BePositive();

        await writer.WriteAsync(_id, version, Entry("a", "1"));

        (await read.WaitAsync(TimeSpan.FromSeconds(4))).Text().Should().Be("2: a=1");
    }

    [PostgresFact]
    public async Task Writes_and_waiting_reads_continue_after_a_restart_of_the_server()
    {
        var (writer, reader) = (_stores.Open(), _stores.Open());
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
    public async Task Write_throws_when_the_database_cannot_be_reached_for_the_patience()
    {
        var store = _stores.Open(new() { Patience = TimeSpan.FromSeconds(1) }, port: 1);

        await store.Awaiting(it => it.WriteAsync(_id, 0).AsTask().WaitAsync(TimeSpan.FromSeconds(20))).Should().ThrowAsync<NpgsqlException>();
    }
}
