using System.Text;

namespace AgenticApi.Execution.Tests.Journal;

public sealed class FileRunJournalTests : RunJournalTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileRunJournal _journal;

    public FileRunJournalTests() => _journal = new FileRunJournal(_folder.Path);

    public static TheoryData<string, string> DamagedMiddles => new()
    {
        { "nonsense", "not a JSON object" },
        { "", "not a JSON object" },
        { "[1]", "not a JSON object" },
        { """{"v":1,"run":"r","seq":1,"kind":"secret" """, "not a JSON object" },
        { TestJson("r", 2), "another number" },
        { TestJson("other", 1), "does not name this run" },
        { """{"v":2,"run":"r","seq":1,"kind":"secret"}""", "has version 2" },
        { """{"v":17.1,"form":"secret"}""", "has version 17" },
        { """{"v":1,"run":"r","seq":1,"kind":"secret\ud800"}""", "incomplete surrogate pair" },
    };

    protected override IRunJournal Journal => _journal;

    private string RunFile => Path.Combine(_folder.Path, "r.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_record_is_a_line_of_the_file_of_its_run()
    {
        await _journal.AppendAsync(TestRecords.New("r", 0), TestRecords.New("r", 1));

        File.ReadAllText(RunFile).Should().Be(TestJson("r", 0) + "\n" + TestJson("r", 1) + "\n");
    }

    [Fact]
    public async Task RunIds_are_those_of_the_files_with_records()
    {
        await _journal.AppendAsync(TestRecords.New("a", 0), TestRecords.New("b", 0));
        await using var lease = await _journal.TakeAsync("empty");
        File.WriteAllText(Path.Combine(_folder.Path, "not a run.jsonl"), "x");
        File.WriteAllText(Path.Combine(_folder.Path, "notes.txt"), "x");

        _journal.RunIds.Should().BeEquivalentTo("a", "b");
    }

    [Fact]
    public async Task A_missing_folder_is_created()
    {
        var journal = new FileRunJournal(Path.Combine(_folder.Path, "a", "b"));

        await journal.AppendAsync(TestRecords.New("r", 0));

        (await journal.ReadAsync("r")).Should().HaveCount(1);
    }

    [Fact]
    public async Task Another_journal_of_the_same_folder_cannot_take_a_taken_run()
    {
        await using var lease = await _journal.TakeAsync("r");

        await new FileRunJournal(_folder.Path).Awaiting(it => it.TakeAsync("r").AsTask())
            .Should().ThrowAsync<RunTakenException>().WithMessage($"*r is taken*{RunFile}*");
    }

    [Fact]
    public async Task A_last_line_that_is_cut_at_any_byte_is_cut_off_and_the_run_goes_on()
    {
        var whole = Encoding.UTF8.GetBytes(TestJson("r", 0) + "\n" + TestJson("r", 1) + "\n");
        var last = Encoding.UTF8.GetBytes(TestRecords.New("r", 2, "💧 {} ä").Text());
        for (var length = 0; length <= last.Length; length++)
        {
            File.WriteAllBytes(RunFile, [.. whole, .. last[..length]]);

            await _journal.AppendAsync(TestRecords.New("r", 2));

            (await _journal.ReadAsync("r")).Should().Equal([TestJson("r", 0), TestJson("r", 1), TestJson("r", 2)], $"{length} bytes of the last line were written");
        }
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("nonsense\n")]
    [InlineData("\0\0\0\0")]
    [InlineData("\0\0\0\0\n")]
    [InlineData("{\"v\":1\n")]
    public async Task A_last_line_that_is_no_object_is_cut_off(string last)
    {
        foreach (var before in new[] { "", TestJson("r", 0) + "\n" })
        {
            File.WriteAllText(RunFile, before + last);

            (await _journal.ReadAsync("r")).Should().HaveCount(before.Length == 0 ? 0 : 1);
            File.ReadAllText(RunFile).Should().Be(before);
        }
    }

    [Theory]
    [MemberData(nameof(DamagedMiddles))]
    public async Task A_damaged_line_in_the_middle_is_reported_with_file_and_line_and_kept(string middle, string fault)
    {
        var text = TestJson("r", 0) + "\n" + middle + "\n" + TestJson("r", 2) + "\n";
        File.WriteAllText(RunFile, text);

        var read = await _journal.Awaiting(it => it.TakeAsync("r").AsTask()).Should().ThrowAsync<RunDataException>();

        read.WithMessage($"{RunFile}, line 2: *{fault}*").Which.ToString().Should().NotContain("secret");
        File.ReadAllText(RunFile).Should().Be(text);
        await _journal.Awaiting(it => it.TakeAsync("r").AsTask()).Should().ThrowAsync<RunDataException>("the lock is gone with the failure");
    }

    [Fact]
    public async Task A_last_line_of_a_newer_version_is_refused_and_kept()
    {
        File.WriteAllText(RunFile, """{"v":2}""" + "\n");

        await _journal.Awaiting(it => it.TakeAsync("r").AsTask()).Should().ThrowAsync<RunDataException>().WithMessage("*version 2*");

        File.ReadAllText(RunFile).Should().Be("""{"v":2}""" + "\n");
    }

    private static string TestJson(string runId, long sequence) => TestRecords.New(runId, sequence).Text();
}
