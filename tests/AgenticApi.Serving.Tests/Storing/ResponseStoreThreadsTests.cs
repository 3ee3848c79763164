using System.Globalization;
using System.Text;
using static AgenticApi.Serving.Tests.Storing.Stored;

namespace AgenticApi.Serving.Tests.Storing;

/// <summary>Tests of every store with several threads.</summary>
public abstract class ResponseStoreThreadsTests
{
    private readonly string _id = $"resp_{Guid.NewGuid():N}";

    protected abstract IResponseStore Store { get; }

    /// <summary>The same store on another host; the same object if the store supports one host only.</summary>
    protected virtual IResponseStore OfOtherHost => Store;

    [StoreFact]
    public async Task One_of_many_writers_of_one_version_succeeds()
    {
        long version = 0;
        for (var round = 0; round < 20; round++)
        {
            var values = Enumerable.Range(0, 16).Select(i => $"{round}-{i}").ToArray();
            var versions = await Task.WhenAll(values.Select((value, i) => Task.Run(async () =>
                await (i % 2 == 0 ? Store : OfOtherHost).WriteAsync(_id, version, Entry("a", value), Entry("b", value)))));

            var winner = versions.Should().ContainSingle(it => it != 0).Subject;
            winner.Should().BeGreaterThan(version);
            version = winner;
            var value = values[Array.IndexOf(versions, winner)];
            (await OfOtherHost.TextAsync(_id)).Should().Be($"{version}: a={value} b={value}");
        }
    }

    [StoreFact]
    public async Task Concurrent_increments_are_not_lost_and_readers_see_whole_writes()
    {
        await Store.WriteAsync(_id, 0, Entry("a", "0"), Entry("b", "0"));
        var writers = Enumerable.Range(0, 8).Select(i => Task.Run(() => RaiseAsync(i % 2 == 0 ? Store : OfOtherHost, times: 20))).ToArray();
        using var stop = new CancellationTokenSource();
        var reader = Task.Run(async () =>
        {
            for (long last = 0; !stop.IsCancellationRequested;)
            {
                var record = (await OfOtherHost.ReadAsync(_id))!;
                record.Entries[0].Value!.Value.ToArray().Should().Equal(record.Entries[1].Value!.Value.ToArray());
                record.Version.Should().BeGreaterThanOrEqualTo(last);
                last = record.Version;
            }
        });
        await Task.WhenAll(writers);
        await stop.CancelAsync();
        await reader;

        (await Store.TextAsync(_id)).Should().EndWith(": a=160 b=160");
    }

    [StoreFact]
    public async Task Concurrent_writes_and_deletions_leave_a_whole_record_or_none()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            var store = i % 2 == 0 ? Store : OfOtherHost;
            for (var n = 0; n < 30; n++)
            {
                var record = await store.ReadAsync(_id);
                if (n % 5 == i % 5)
                {
                    await store.DeleteAsync(_id);
                }
                else
                {
                    await store.WriteAsync(_id, record?.Version ?? 0, Entry("a", $"{i}-{n}"), Entry("b", $"{i}-{n}"));
                }

                var read = await store.ReadAsync(_id);
                read?.Entries.Should().HaveCount(2);
                read?.Entries.Select(entry => Encoding.UTF8.GetString(entry.Value!.Value.Span)).Distinct().Should().HaveCount(1);
            }
        })));

        await Store.DeleteAsync(_id);
        (await Store.WriteAsync(_id, 0, Entry("c", "1"))).Should().BePositive();
        (await OfOtherHost.TextAsync(_id)).Should().EndWith(": c=1");
    }

    private async Task RaiseAsync(IResponseStore store, int times)
    {
        for (var raised = 0; raised < times;)
        {
            var record = (await store.ReadAsync(_id))!;
            var next = (int.Parse(record.Entries[0].Value!.Value.Span, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
            raised += await store.WriteAsync(_id, record.Version, Entry("a", next), Entry("b", next)) == 0 ? 0 : 1;
        }
    }
}
