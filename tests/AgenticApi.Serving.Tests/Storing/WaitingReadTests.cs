using System.Diagnostics;
using static AgenticApi.Serving.Tests.Storing.Stored;

namespace AgenticApi.Serving.Tests.Storing;

/// <summary>Tests of the waiting reads of every store.</summary>
public abstract class WaitingReadTests
{
    // A wait that ends long before this time was woken up.
    private const double Long = 60;

    private static readonly TimeSpan Woken = TimeSpan.FromSeconds(20);

    private readonly string _id = $"resp_{Guid.NewGuid():N}";

    protected abstract IResponseStore Store { get; }

    /// <summary>The same store on another host; the same object if the store supports one host only.</summary>
    protected virtual IResponseStore OfOtherHost => Store;

    [StoreTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Waiting_read_ends_when_an_entry_is_written(bool byOtherHost)
    {
        var version = await Store.WriteAsync(_id, 0, Entry("events/1", "1"));
        var read = Store.ReadAsync(_id, "events/", "events/1", Long).AsTask();
        await Task.Delay(200);
        read.IsCompleted.Should().BeFalse();

        version = await (byOtherHost ? OfOtherHost : Store).WriteAsync(_id, version, Entry("events/2", "2"));

        (await read.WaitAsync(Woken)).Text().Should().Be($"{version}: events/2=2");
    }

    [StoreFact]
    public async Task Waiting_read_continues_when_other_entries_are_written()
    {
        var version = await Store.WriteAsync(_id, 0, Entry("events/5", "5"));
        var read = Store.ReadAsync(_id, "events/", "events/5", Long).AsTask();
        foreach (var entry in new[] { Entry("input", "1"), Entry("events/4", "4"), Entry("events/5", "6"), Entry("events", "1"), Entry("events/6", null) })
        {
            version = await OfOtherHost.WriteAsync(_id, version, entry);
            await Task.Delay(30);
        }

        read.IsCompleted.Should().BeFalse();
        version = await OfOtherHost.WriteAsync(_id, version, Entry("events/7", "7"));
        (await read.WaitAsync(Woken)).Text().Should().Be($"{version}: events/7=7");
    }

    [StoreTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Waiting_read_ends_without_a_record_when_it_is_deleted(bool byOtherHost)
    {
        await Store.WriteAsync(_id, 0, Entry("a", "1"));
        var read = Store.ReadAsync(_id, "b", waitSeconds: Long).AsTask();
        await Task.Delay(200);

        await (byOtherHost ? OfOtherHost : Store).DeleteAsync(_id);

        (await read.WaitAsync(Woken)).Should().BeNull();
    }

    [StoreFact]
    public async Task Waiting_read_after_its_time_has_no_entries_and_the_current_version()
    {
        var version = await Store.WriteAsync(_id, 0, Entry("a", "1"));
        var start = Stopwatch.GetTimestamp();
        var read = Store.ReadAsync(_id, "b", waitSeconds: 0.4).AsTask();
        await Task.Delay(100);
        version = await OfOtherHost.WriteAsync(_id, version, Entry("a", "2"));

        (await read.WaitAsync(Woken)).Text().Should().Be($"{version}: ");
        Stopwatch.GetElapsedTime(start).TotalSeconds.Should().BeInRange(0.38, 20);
        (await Store.ReadAsync(_id, "b", "", TimeSpan.MinValue, CancellationToken.None)).Text().Should().Be($"{version}: ", "a negative time is none");
    }

    [StoreFact]
    public async Task Waiting_read_without_a_limit_can_be_cancelled()
    {
        await Store.WriteAsync(_id, 0, Entry("a", "1"));
        using var cancel = new CancellationTokenSource();
        var read = Store.ReadAsync(_id, "b", "", TimeSpan.MaxValue, cancel.Token).AsTask();
        await Task.Delay(200);
        read.IsCompleted.Should().BeFalse();

        await cancel.CancelAsync();

        await read.Awaiting(it => it.WaitAsync(Woken)).Should().ThrowAsync<OperationCanceledException>();
        (await Store.TextAsync(_id)).Should().EndWith("a=1");
    }

    [StoreFact]
    public async Task Reader_that_follows_a_writer_on_another_host_sees_every_entry_once()
    {
        const int Count = 200;
        var version = await Store.WriteAsync(_id, 0);
        var followers = Enumerable.Range(0, 4).Select(i => FollowAsync(i % 2 == 0 ? Store : OfOtherHost, Count)).ToArray();
        for (var i = 0; i < Count; i++)
        {
            version = await Store.WriteAsync(_id, version, Entry($"events/{i:D10}", $"{i}"));
        }

        foreach (var seen in await Task.WhenAll(followers).WaitAsync(TimeSpan.FromSeconds(60)))
        {
            seen.Should().Equal(Enumerable.Range(0, Count).Select(i => $"events/{i:D10}"));
        }
    }

    private async Task<List<string>> FollowAsync(IResponseStore store, int count)
    {
        var seen = new List<string>();
        while (seen.Count < count)
        {
            var record = await store.ReadAsync(_id, "events/", seen.LastOrDefault() ?? "", Long);
            seen.AddRange(record!.Entries.Select(entry => entry.Key));
        }

        return seen;
    }
}
