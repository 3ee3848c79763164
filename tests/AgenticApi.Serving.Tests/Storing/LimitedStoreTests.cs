using static AgenticApi.Serving.Tests.Storing.Stored;

namespace AgenticApi.Serving.Tests.Storing;

/// <summary>The limits of the stores for one host.</summary>
public abstract class LimitedStoreTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ShiftedClock _clock = new();

    [Fact]
    public async Task Record_older_than_the_maximum_age_is_deleted()
    {
        var store = Open(new() { MaxAge = Hour });
        await store.WriteAsync("old", 0, Entry("a", "1"));
        var version = await store.WriteAsync("renewed", 0, Entry("a", "1"));
        _clock.Shift += 0.9 * Hour;
        await store.WriteAsync("renewed", version);
        (await store.ReadAsync("old")).Should().NotBeNull("reading does not renew, but it is not too old yet");

        _clock.Shift += 0.2 * Hour;

        (await store.ReadAsync("old")).Should().BeNull();
        (await store.ReadAsync("renewed")).Should().NotBeNull();
        (await store.WriteAsync("old", 0, Entry("a", "2"))).Should().BePositive();
        (await store.TextAsync("old")).Should().EndWith(": a=2");
        _clock.Shift += 2 * Hour;
        (await store.DeleteAsync("old")).Should().BeFalse();
        (await store.WriteAsync("renewed", 2)).Should().Be(0);
    }

    [Fact]
    public async Task Records_that_are_too_old_use_no_bytes_after_a_write()
    {
        var store = Open(new() { MaxAge = Hour });
        for (var i = 0; i < 50; i++)
        {
            await store.WriteAsync($"old-{i}", 0, Entry("a", new string('x', 1000)));
        }

        _clock.Shift += 2 * Hour;
        await store.WriteAsync("new", 0, Entry("a", "1"));

        BytesOf(store).Should().BeLessThan(1000);
    }

    [Fact]
    public async Task Records_above_the_maximum_size_are_deleted_oldest_first()
    {
        var store = Open(new() { MaxBytes = 10_000 });
        var versions = new Dictionary<string, long>();
        for (var i = 0; i < 8; i++)
        {
            versions[$"r{i}"] = await store.WriteAsync($"r{i}", 0, Entry("a", new string('x', 1000)));
        }

        await store.WriteAsync("r0", versions["r0"], Entry("b", "1"));
        await store.WriteAsync("large", 0, Entry("a", new string('x', 5000)));

        BytesOf(store).Should().BeLessThanOrEqualTo(10_000);
        var kept = new List<string>();
        foreach (var id in versions.Keys.Append("large"))
        {
            kept.AddRange(await store.ReadAsync(id) is null ? [] : [id]);
        }

        kept.Should().StartWith("r0").And.EndWith("large").And.NotContain(["r1", "r2", "r3"]).And.HaveCountGreaterThan(3);
    }

    [Fact]
    public async Task Single_record_above_the_maximum_size_is_kept_alone_and_can_be_written()
    {
        var store = Open(new() { MaxBytes = 1 });
        await store.WriteAsync("small", 0, Entry("a", "1"));
        var version = await store.WriteAsync("large", 0, Entry("a", new string('x', 5000)));

        version = await store.WriteAsync("large", version, Entry("b", "1"));

        (await store.ReadAsync("small")).Should().BeNull();
        (await store.TextAsync("large", "b")).Should().Be($"{version}: b=1");
    }

    [Fact]
    public async Task Bytes_are_those_of_the_stored_records()
    {
        var store = Open(new());
        BytesOf(store).Should().Be(0);
        var version = await store.WriteAsync("a", 0, Entry("a", new string('x', 10_000)));
        BytesOf(store).Should().BeInRange(10_000, 10_500);
        await store.WriteAsync("b", 0, Entry("a", new string('x', 10_000)));
        BytesOf(store).Should().BeInRange(20_000, 21_000);
        await store.WriteAsync("b", 0, Entry("a", new string('x', 10_000)));
        await store.WriteAsync("c", 1, Entry("a", new string('x', 10_000)));
        BytesOf(store).Should().BeInRange(20_000, 21_000, "refused writes add nothing");
        for (var i = 0; i < 100; i++)
        {
            version = await store.WriteAsync("a", version, Entry("a", new string('x', 10_000)));
        }

        BytesOf(store).Should().BeInRange(20_000, 130_000, "replaced values are not kept for ever");
        await store.DeleteAsync("a");
        await store.DeleteAsync("b");
        BytesOf(store).Should().Be(0);
    }

    [Fact]
    public async Task Largest_possible_limits_keep_everything()
    {
        var store = Open(new() { MaxAge = TimeSpan.MaxValue, MaxBytes = long.MaxValue });
        await store.WriteAsync("a", 0, Entry("a", "1"));
        _clock.Shift += 100_000 * Hour;

        (await store.TextAsync("a")).Should().EndWith(": a=1");
    }

    [Fact]
    public async Task Waiting_read_ends_when_its_record_is_deleted_by_a_limit()
    {
        var store = Open(new() { MaxBytes = 5000 });
        await store.WriteAsync("a", 0, Entry("a", "1"));
        var read = store.ReadAsync("a", "b", waitSeconds: 60).AsTask();

        await store.WriteAsync("b", 0, Entry("a", new string('x', 5000)));

        (await read.WaitAsync(TimeSpan.FromSeconds(20))).Should().BeNull();
    }

    [Fact]
    public void Limits_out_of_bounds_throw()
    {
        FluentActions.Invoking(() => new ResponseStoreLimits { MaxBytes = 0 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ResponseStoreLimits { MaxAge = TimeSpan.Zero }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ResponseStoreLimits { MaxAge = TimeSpan.FromTicks(-1) }).Should().Throw<ArgumentOutOfRangeException>();
    }

    protected abstract IResponseStore Open(ResponseStoreLimits limits, TimeProvider clock);

    protected abstract long BytesOf(IResponseStore store);

    private IResponseStore Open(ResponseStoreLimits limits) => Open(limits, _clock);
}
