using System.Diagnostics;
using static AgenticApi.Serving.Tests.Storing.Stored;

namespace AgenticApi.Serving.Tests.Storing;

/// <summary>Tests of records in files only; ResponseStoreTests has those of every store.</summary>
public sealed class FileResponseStoreTests : IDisposable
{
    private readonly OpenedFileStore _opened = new();

    private FileResponseStore Store => _opened.Store;

    private string RecordFile => _opened.FileOf("r");

    public void Dispose() => _opened.Dispose();

    [Fact]
    public async Task Records_survive_reopening()
    {
        var version = await Store.WriteAsync("r", 0, Entry("a", "1"));
        version = await Store.WriteAsync("r", version, Entry("b", "2"));
        await Store.WriteAsync("R_", 0, Entry("c", "3"));
        var bytes = Store.Bytes;

        _opened.Reopen();

        Store.Bytes.Should().Be(bytes);
        (await Store.TextAsync("r")).Should().Be($"{version}: a=1 b=2");
        (await Store.TextAsync("R_")).Should().EndWith(": c=3");
        (await Store.WriteAsync("r", version, Entry("a", null))).Should().BeGreaterThan(version);
        (await Store.WriteAsync("r", 0, Entry("a", null))).Should().Be(0);
    }

    [Fact]
    public async Task Ages_survive_reopening()
    {
        var clock = new ShiftedClock();
        var store = _opened.Reopen(clock: clock);
        await store.WriteAsync("first", 0, Entry("a", new string('x', 2000)));
        clock.Shift += TimeSpan.FromHours(1);
        await store.WriteAsync("second", 0, Entry("a", new string('x', 2000)));
        clock.Shift += TimeSpan.FromHours(1);
        await store.WriteAsync("first", 1, Entry("b", "1"));

        store = _opened.Reopen(new() { MaxBytes = 3000 }, clock);
        await store.WriteAsync("third", 0);
        (await store.ReadAsync("second")).Should().BeNull("its last write was the oldest");
        (await store.ReadAsync("first")).Should().NotBeNull();

        clock.Shift += TimeSpan.FromHours(2);
        store = _opened.Reopen(new() { MaxAge = TimeSpan.FromHours(1) }, clock);
        (await store.ReadAsync("first")).Should().BeNull();
    }

    [Fact]
    public void Second_store_of_a_folder_throws_until_the_first_is_disposed()
    {
        FluentActions.Invoking(() => new FileResponseStore(_opened.Folder)).Should().Throw<IOException>().WithMessage($"*{_opened.Folder}*another store*");

        _opened.Reopen();
        FluentActions.Invoking(() => new FileResponseStore(_opened.Folder)).Should().Throw<IOException>();
    }

    [Fact]
    public async Task Disposed_store_throws_and_ends_waiting_reads()
    {
        await Store.WriteAsync("r", 0, Entry("a", "1"));
        var read = Store.ReadAsync("r", "b", waitSeconds: 60).AsTask();
        await Task.Delay(100);

        Store.Dispose();

        await Store.Awaiting(it => it.WriteAsync("r", 1).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
        await Store.Awaiting(it => it.DeleteAsync("r").AsTask()).Should().ThrowAsync<ObjectDisposedException>();
        await read.Awaiting(it => it.WaitAsync(TimeSpan.FromSeconds(20))).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task Missing_folder_is_created_and_other_files_are_not_touched()
    {
        var folder = Path.Combine(_opened.Folder, "a", "b");
        using (var store = new FileResponseStore(folder))
        {
            await store.WriteAsync("r", 0, Entry("a", "1"));
        }

        string[] others = ["notes.txt", "a.b.c.record", "x.0.record", "X.record", "x.2.record", "ä.record", ".record"];
        others.ToList().ForEach(name => File.WriteAllText(Path.Combine(folder, name), "x"));
        File.WriteAllText(Path.Combine(folder, "r.record.tmp"), "left by a crash");
        using (var store = new FileResponseStore(folder, new() { MaxBytes = 1 }))
        {
            (await store.TextAsync("r")).Should().Be("1: a=1");
            await store.WriteAsync("s", 0, Entry("a", "1"));
        }

        Directory.EnumerateFiles(folder).Select(Path.GetFileName).Should().BeEquivalentTo([.. others, "s.record", "store.lock"]);
    }

    [Fact]
    public async Task Write_truncated_at_any_byte_is_removed_and_the_record_can_be_written()
    {
        await Store.WriteAsync("r", 0, Entry("a", "1"), Entry("b", "1"));
        var first = File.ReadAllBytes(RecordFile);
        await Store.WriteAsync("r", 1, Entry("a", "2"), Entry("b", null), Entry("c", "2"));
        var both = File.ReadAllBytes(RecordFile);
        for (var length = 0; length < both.Length; length++)
        {
            File.WriteAllBytes(RecordFile, both[..length]);
            _opened.Reopen();
            var version = length < first.Length ? 0 : 1;
            (await Store.TextAsync("r")).Should().Be(version == 0 ? null : "1: a=1 b=1", $"{length} bytes were written");

            File.WriteAllBytes(RecordFile, both[..length]);
            _opened.Reopen();
            (await Store.WriteAsync("r", version, Entry("d", "3"))).Should().Be(version + 1);
            _opened.Reopen();
            (await Store.TextAsync("r")).Should().Be(version == 0 ? "1: d=3" : "2: a=1 b=1 d=3", $"{length} bytes were written");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(24)]
    [InlineData(10_000)]
    public async Task Zeros_at_the_end_are_removed(int count)
    {
        await Store.WriteAsync("r", 0, Entry("a", "1"));
        File.AppendAllBytes(RecordFile, new byte[count]);
        _opened.Reopen();

        (await Store.WriteAsync("r", 1, Entry("b", "1"))).Should().Be(2);
        _opened.Reopen();
        (await Store.TextAsync("r")).Should().Be("2: a=1 b=1");
    }

    [Fact]
    public async Task Damaged_byte_before_the_last_write_throws_for_this_record_only()
    {
        await Store.WriteAsync("other", 0, Entry("a", "1"));
        await Store.WriteAsync("r", 0, Entry("a", "secret"), Entry("b", "1"));
        var beforeLast = new FileInfo(RecordFile).Length;
        await Store.WriteAsync("r", 1, Entry("a", "2"));
        var whole = File.ReadAllBytes(RecordFile);
        for (var at = 0; at < beforeLast; at++)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 0x20;
            File.WriteAllBytes(RecordFile, damaged);
            _opened.Reopen();

            var read = await Store.Awaiting(it => it.ReadAsync("r").AsTask()).Should().ThrowAsync<StoredDataException>($"byte {at} is damaged");
            read.WithMessage($"{RecordFile}, byte *").Which.ToString().Should().NotContain("secret");
            await Store.Awaiting(it => it.WriteAsync("r", 2, Entry("a", "3")).AsTask()).Should().ThrowAsync<StoredDataException>();
            await Store.Awaiting(it => it.WriteAsync("r", 0, Entry("a", "3")).AsTask()).Should().ThrowAsync<StoredDataException>();
            File.ReadAllBytes(RecordFile).Should().Equal(damaged, "it is kept as it is");
            (await Store.TextAsync("other")).Should().Be("1: a=1");
        }

        (await Store.DeleteAsync("r")).Should().BeTrue();
        File.Exists(RecordFile).Should().BeFalse();
        (await Store.WriteAsync("r", 0, Entry("a", "4"))).Should().Be(1);
    }

    [Fact]
    public async Task File_of_another_record_or_format_throws()
    {
        await Store.WriteAsync("other", 0, Entry("a", "1"));
        File.Copy(_opened.FileOf("other"), RecordFile);
        File.WriteAllText(_opened.FileOf("text"), "This is none.");
        _opened.Reopen();

        await Store.Awaiting(it => it.ReadAsync("r").AsTask()).Should().ThrowAsync<StoredDataException>();
        await Store.Awaiting(it => it.ReadAsync("text").AsTask()).Should().ThrowAsync<StoredDataException>();
    }

    [Fact]
    public async Task Appended_chunks_do_not_rewrite_the_file()
    {
        var version = await Store.WriteAsync("r", 0, Entry("input", new string('x', 1_000_000)));
        var start = Stopwatch.GetTimestamp();
        var before = File.ReadAllBytes(RecordFile);
        for (var i = 0; i < 2000; i++)
        {
            version = await Store.WriteAsync("r", version, Entry($"events/{i:D10}", new string('x', 300)), Entry("head/lease", $"{i}"));
        }

        var after = File.ReadAllBytes(RecordFile);
        after.Length.Should().BeLessThan(1_000_000 + (2000 * 420));
        after[..before.Length].Should().Equal(before);
        Stopwatch.GetElapsedTime(start).Should().BeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Record_after_a_failed_write_can_be_written_again()
    {
        var version = await Store.WriteAsync("r", 0, Entry("a", "1"));
        // A folder with the name of the file makes every write fail, even for a privileged user.
        File.Move(RecordFile, RecordFile + ".kept");
        Directory.CreateDirectory(RecordFile);
        await Store.Awaiting(it => it.WriteAsync("r", version, Entry("a", "2")).AsTask()).Should().ThrowAsync<Exception>();
        Directory.Delete(RecordFile);
        File.Move(RecordFile + ".kept", RecordFile);

        (await Store.WriteAsync("r", version, Entry("b", "3"))).Should().Be(version + 1);
        (await Store.TextAsync("r")).Should().Be("2: a=1 b=3");
    }
}
