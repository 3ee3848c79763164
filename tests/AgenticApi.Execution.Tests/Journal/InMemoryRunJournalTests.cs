namespace AgenticApi.Execution.Tests.Journal;

public sealed class InMemoryRunJournalTests : RunJournalTests
{
    private readonly InMemoryRunJournal _journal = new();

    protected override IRunJournal Journal => _journal;

    [Fact]
    public async Task RunIds_are_those_of_the_runs_with_records()
    {
        await _journal.AppendAsync(TestRecords.New("a", 0), TestRecords.New("b", 0));
        await using var lease = await _journal.TakeAsync("empty");

        _journal.RunIds.Should().BeEquivalentTo("a", "b");
    }

    [Fact]
    public async Task A_saved_run_that_is_loaded_goes_on()
    {
        await _journal.AppendAsync(TestRecords.New("a", 0, "first"), TestRecords.New("b", 0));

        var loaded = InMemoryRunJournal.Load(_journal.Save("a"));
        await loaded.AppendAsync(TestRecords.New("a", 1));

        loaded.RunIds.Should().Equal("a");
        (await loaded.ReadAsync("a")).Should().Equal(new[] { TestRecords.New("a", 0, "first"), TestRecords.New("a", 1) }.Texts());
    }

    [Fact]
    public void A_run_without_records_cannot_be_saved() =>
        _journal.Invoking(it => it.Save("a")).Should().Throw<ArgumentException>().WithMessage("*run a*");
}
