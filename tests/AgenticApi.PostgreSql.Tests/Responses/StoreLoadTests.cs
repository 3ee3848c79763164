using System.Diagnostics;
using AgenticApi.PostgreSql.Tests.Support;
using AgenticApi.Serving.Tests.Storing;
using Xunit.Abstractions;
using static AgenticApi.Serving.Tests.Storing.Stored;

namespace AgenticApi.PostgreSql.Tests.Responses;

/// <summary>The time and processor time of many streams at once, with a server without fsync.</summary>
[Collection(SharedPostgresServer.Name)]
public sealed class StoreLoadTests(PostgresServer server, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Streams = 50;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => server.CloseSourcesAsync();

    [PostgresTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fifty_streams_with_ten_writes_a_second_are_stored_in_time(bool areFollowed)
    {
        await using var store = new PostgresResponseStore(server.NewSource());
        await using var other = new PostgresResponseStore(server.NewSource());
        var run = Guid.NewGuid().ToString("N");
        // Warms up, so that the measurement does not include creating tables and compiling methods.
        await Task.WhenAll(Enumerable.Range(0, Streams).Select(i => StreamAsync(store, $"warm{run}_{i}", writes: 5)));
        var (before, start) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.GetTimestamp());
        var followers = Enumerable.Range(0, areFollowed ? Streams : 0).Select(i => FollowAsync(other, $"{run}_{i}", (int)(Duration / Interval))).ToArray();

        var times = (await Task.WhenAll(Enumerable.Range(0, Streams).Select(i => StreamAsync(store, $"{run}_{i}", (int)(Duration / Interval))))).SelectMany(it => it).Order().ToArray();

        await Task.WhenAll(followers).WaitAsync(TimeSpan.FromSeconds(60));
        var used = Process.GetCurrentProcess().TotalProcessorTime - before;
        output.WriteLine($"{times.Length} writes in {Stopwatch.GetElapsedTime(start).TotalSeconds:f1} s. Time of a write: median {times[times.Length / 2].TotalMilliseconds:f2} ms, "
            + $"95 % {times[times.Length * 95 / 100].TotalMilliseconds:f2} ms, longest {times[^1].TotalMilliseconds:f1} ms. "
            + $"Processor time of a write in this process: {used.TotalMicroseconds / times.Length:f0} µs.");
        times[times.Length / 2].Should().BeLessThan(Interval, "most chunks are stored before the next one is written");
    }

    private static async Task<List<TimeSpan>> StreamAsync(PostgresResponseStore store, string id, int writes)
    {
        var (times, text) = (new List<TimeSpan>(), new string('x', 400));
        var version = await store.WriteAsync(id, 0, Entry("head/response", text), Entry("input", text));
        await Task.Delay(Random.Shared.Next((int)Interval.TotalMilliseconds));
        using var timer = new PeriodicTimer(Interval);
        for (var i = 0; i < writes; i++)
        {
            await timer.WaitForNextTickAsync();
            var start = Stopwatch.GetTimestamp();
            version = await store.WriteAsync(id, version, Entry($"events/{i:D10}", text));
            times.Add(Stopwatch.GetElapsedTime(start));
            version.Should().Be(i + 2);
        }

        return times;
    }

    private static async Task FollowAsync(PostgresResponseStore store, string id, int writes)
    {
        for (var last = ""; last != $"events/{writes - 1:D10}";)
        {
            var record = await store.ReadAsync(id, "events/", last, waitSeconds: 10);
            last = record is { Entries: [.., var entry] } ? entry.Key : last;
            await Task.Delay(record is null ? 10 : 0);
        }
    }
}
