using static AgenticApi.Serving.Tests.Storing.Stored;

namespace AgenticApi.Serving.Tests.Storing;

/// <summary>Tests of every store. A project whose store needs a server defines attributes that skip these tests without it.</summary>
public abstract class ResponseStoreTests
{
    private readonly string _id = $"resp_{Guid.NewGuid():N}";

    public static TheoryData<string?> BadIds => [null, "", ".", "..", "../x", "a/b", "a\\b", "a.b", "a b", "a\n", "a\0", "ä", new string('a', 129)];

    public static TheoryData<string?> BadKeys => [null, "", ".", "../x", "a\\b", "a.b", "a b", "a\n", "a\0", "ä", "~", "%", new string('a', 65)];

    protected abstract IResponseStore Store { get; }

    /// <summary>The same store on another host; the same object if the store supports one host only.</summary>
    protected virtual IResponseStore OfOtherHost => Store;

    [StoreFact]
    public async Task Missing_record_cannot_be_read_written_or_deleted()
    {
        (await Store.ReadAsync(_id)).Should().BeNull();
        (await Store.ReadAsync(_id, waitSeconds: 30)).Should().BeNull("it does not wait for a record");
        (await Store.WriteAsync(_id, 1, Entry("a", "1"))).Should().Be(0);
        (await Store.WriteAsync(_id, -1, Entry("a", "1"))).Should().Be(0);
        (await Store.DeleteAsync(_id)).Should().BeFalse();
        (await Store.ReadAsync(_id)).Should().BeNull();
    }

    [StoreFact]
    public async Task Record_is_created_once()
    {
        var version = await Store.WriteAsync(_id, 0, Entry("a", "1"));

        version.Should().BePositive();
        (await OfOtherHost.WriteAsync(_id, 0, Entry("a", "2"))).Should().Be(0);
        (await OfOtherHost.TextAsync(_id)).Should().Be($"{version}: a=1");
    }

    [StoreFact]
    public async Task Write_with_another_version_changes_nothing()
    {
        var first = await Store.WriteAsync(_id, 0, Entry("a", "1"), Entry("b", "1"));
        var second = await Store.WriteAsync(_id, first, Entry("a", "2"));
        second.Should().BeGreaterThan(first);
        foreach (var wrong in new[] { first, second + 1, 0, -1, long.MaxValue, long.MinValue })
        {
            (await OfOtherHost.WriteAsync(_id, wrong, Entry("a", null), Entry("b", "3"), Entry("c", "3"))).Should().Be(0);
        }

        (await Store.TextAsync(_id)).Should().Be($"{second}: a=2 b=1");
    }

    [StoreFact]
    public async Task Write_adds_replaces_and_removes_atomically()
    {
        var version = await Store.WriteAsync(_id, 0, Entry("a", "1"), Entry("b", "1"), Entry("c", "1"));

        version = await Store.WriteAsync(_id, version, Entry("a", null), Entry("b", "2"), Entry("d", ""), Entry("not-there", null));
        (await OfOtherHost.TextAsync(_id)).Should().Be($"{version}: b=2 c=1 d=");

        version = await Store.WriteAsync(_id, version, Entry("b", null), Entry("c", null), Entry("d", null));
        (await Store.TextAsync(_id)).Should().Be($"{version}: ", "a record without entries is one");
    }

    [StoreFact]
    public async Task Later_of_two_entries_with_the_same_key_is_used()
    {
        var version = await Store.WriteAsync(_id, 0, Entry("a", "1"), Entry("a", "2"), Entry("b", "1"), Entry("b", null), Entry("c", null), Entry("c", "2"));

        (await Store.TextAsync(_id)).Should().Be($"{version}: a=2 c=2");
    }

    [StoreFact]
    public async Task Write_without_entries_gives_a_new_version()
    {
        var created = await Store.WriteAsync(_id, 0);
        var renewed = await Store.WriteAsync(_id, created);

        renewed.Should().BeGreaterThan(created);
        (await Store.WriteAsync(_id, created)).Should().Be(0);
        (await OfOtherHost.TextAsync(_id)).Should().Be($"{renewed}: ");
    }

    [StoreFact]
    public async Task Entries_of_a_range_are_sorted_by_the_bytes_of_their_keys()
    {
        string[] keys = ["-", "/", "0", "9", "A", "Z", "_", "a", "a-b", "a/b", "a/b/c", "a0", "aA", "a_b", "aa", "ab", "b", "z"];
        var shuffled = keys.ToArray();
        new Random(1).Shuffle(shuffled);
        await Store.WriteAsync(_id, 0, [.. shuffled.Select(key => Entry(key, key))]);

        foreach (var prefix in keys.Append("").Append("q"))
        {
            foreach (var after in keys.Append("").Append("a0z").Append(new string('z', 64)))
            {
                (await OfOtherHost.ReadAsync(_id, prefix, after))!.Entries.Select(entry => entry.Key)
                    .Should().Equal(keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(key, after) > 0), $"{prefix} after {after}");
            }
        }
    }

    [StoreFact]
    public async Task Values_of_any_bytes_are_unchanged()
    {
        var random = new Random(2);
        var values = new[] { 0, 1, 100, 2_000, 16 * 1024, 1_000_000, 10_000_000 }.Select(length => new byte[length]).Append(new byte[100_000]).ToArray();
        values.SkipLast(1).ToList().ForEach(random.NextBytes);
        var version = await Store.WriteAsync(_id, 0, [.. values.Select((value, i) => new StoredEntry($"k{i}", value))]);

        version = await Store.WriteAsync(_id, version, new StoredEntry("k1", values[6]), new StoredEntry("k6", values[1]));

        var record = await OfOtherHost.ReadAsync(_id);
        (values[1], values[6]) = (values[6], values[1]);
        record!.Version.Should().Be(version);
        record.Entries.Should().HaveCount(values.Length);
        record.Entries.Zip(values).Should().OnlyContain(pair => Enumerable.SequenceEqual(pair.First.Value!.Value.ToArray(), pair.Second));
    }

    [StoreFact]
    public async Task Deleted_record_can_be_created_again()
    {
        await Store.WriteAsync(_id, 0, Entry("a", "1"), Entry("b", "1"));

        (await OfOtherHost.DeleteAsync(_id)).Should().BeTrue();
        (await Store.ReadAsync(_id)).Should().BeNull();
        (await Store.DeleteAsync(_id)).Should().BeFalse();
        var version = await Store.WriteAsync(_id, 0, Entry("c", "2"));

        (await OfOtherHost.TextAsync(_id)).Should().Be($"{version}: c=2");
    }

    [StoreFact]
    public async Task Ids_that_differ_only_in_case_are_two_records()
    {
        var (lower, upper) = (_id + new string('x', 128 - _id.Length), _id + new string('X', 128 - _id.Length));
        await Store.WriteAsync(lower, 0, Entry("a", "1"));
        await Store.WriteAsync(upper, 0, Entry("a", "2"));

        (await OfOtherHost.TextAsync(lower)).Should().EndWith("a=1");
        (await OfOtherHost.TextAsync(upper)).Should().EndWith("a=2");
    }

    [StoreTheory]
    [MemberData(nameof(BadIds))]
    public async Task Invalid_id_throws(string? id)
    {
        await Store.Awaiting(it => it.ReadAsync(id!).AsTask()).Should().ThrowAsync<ArgumentException>();
        await Store.Awaiting(it => it.WriteAsync(id!, 0, Entry("a", "1")).AsTask()).Should().ThrowAsync<ArgumentException>();
        await Store.Awaiting(it => it.DeleteAsync(id!).AsTask()).Should().ThrowAsync<ArgumentException>();
        StoreNames.IsId(id).Should().BeFalse();
    }

    [StoreTheory]
    [MemberData(nameof(BadKeys))]
    public async Task Invalid_key_throws(string? key)
    {
        var version = await Store.WriteAsync(_id, 0);

        await Store.Awaiting(it => it.WriteAsync(_id, version, Entry("a", "1"), Entry(key!, "1")).AsTask()).Should().ThrowAsync<ArgumentException>();
        await Store.Awaiting(it => it.WriteAsync(_id, version, Entry(key!, null)).AsTask()).Should().ThrowAsync<ArgumentException>();
        if (key != "")
        {
            await Store.Awaiting(it => it.ReadAsync(_id, prefix: key!).AsTask()).Should().ThrowAsync<ArgumentException>();
            await Store.Awaiting(it => it.ReadAsync(_id, after: key!).AsTask()).Should().ThrowAsync<ArgumentException>();
        }

        (await Store.TextAsync(_id)).Should().Be($"{version}: ");
    }

    [StoreFact]
    public async Task Cancelled_operation_does_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        var version = await Store.WriteAsync(_id, 0, Entry("a", "1"));

        await Store.Awaiting(it => it.WriteAsync(_id, version, [Entry("a", "2")], durable: false, cancelled).AsTask()).Should().ThrowAsync<OperationCanceledException>();
        await Store.Awaiting(it => it.ReadAsync(_id, "", "", TimeSpan.Zero, cancelled).AsTask()).Should().ThrowAsync<OperationCanceledException>();
        await Store.Awaiting(it => it.DeleteAsync(_id, cancelled).AsTask()).Should().ThrowAsync<OperationCanceledException>();

        (await Store.TextAsync(_id)).Should().Be($"{version}: a=1");
    }

    [StoreFact]
    public async Task Ten_thousand_records_are_independent()
    {
        var ids = Enumerable.Range(0, 10_000).Select(i => $"{_id}-{i}").ToArray();
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (id, _) => await Store.WriteAsync(id, 0, Entry("a", id)));

        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (id, _) =>
            (await OfOtherHost.TextAsync(id)).Should().EndWith($": a={id}"));
    }
}
