namespace AgenticApi.Execution.Tests.Journal;

/// <summary>The tests of all journals. The project of a journal that needs a server defines the attributes that skip them.</summary>
public abstract class RunJournalTests
{
    private readonly string _run = $"run-{Guid.NewGuid():N}";

    public static TheoryData<string> BadRunIds => ["", ".", "..", "a/b", "a\\b", "a.b", "a b", "a\n", "ä", new string('a', 129)];

    public static TheoryData<string> BadRecords =>
    [
        "", "1", "null", "[]", "{", "{}", "{} {}", "{}\n", "nonsense",
        """{"run":"RUN","seq":0,"kind":"test"}""",
        """{"v":"1","run":"RUN","seq":0,"kind":"test"}""",
        """{"v":0,"run":"RUN","seq":0,"kind":"test"}""",
        """{"v":2,"run":"RUN","seq":0,"kind":"test"}""",
        """{"v":1,"seq":0,"kind":"test"}""",
        """{"v":1,"run":"other","seq":0,"kind":"test"}""",
        """{"v":1,"run":"RUN","kind":"test"}""",
        """{"v":1,"run":"RUN","seq":1,"kind":"test"}""",
        """{"v":1,"run":"RUN","seq":0}""",
        """{"v":1,"run":"RUN","seq":0,"kind":1}""",
        "{\"v\":1,\n\"run\":\"RUN\",\"seq\":0,\"kind\":\"test\"}",
        "{\"v\":1,\r\"run\":\"RUN\",\"seq\":0,\"kind\":\"test\"}",
        """{"v":1,"run":"RUN","seq":0,"kind":"test","v":2}""",
    ];

    protected abstract IRunJournal Journal { get; }

    [JournalFact]
    public async Task A_new_run_has_no_records()
    {
        await using var lease = await Journal.TakeAsync(_run);

        lease.Records.Should().BeEmpty();
        lease.Lost.IsCancellationRequested.Should().BeFalse();
    }

    [JournalFact]
    public async Task Appended_records_are_there_byte_for_byte_when_the_run_is_taken_again()
    {
        var records = new[]
        {
            TestRecords.New(_run, 0),
            TestRecords.New(_run, 1, """\u0000 \ud800 \n 💧""", kind: "a kind of the future"),
            TestRecords.Raw(2, $$""" { "kind" : "x", "seq":2 , "run":"{{_run}}", "v":1.7, "unknown":[{}], "unknown":1e400 } """),
            TestRecords.New(_run, 3, new string('x', 1_000_000)),
            TestRecords.Raw(4, $$"""{"v":1,"run":"{{_run}}","seq":4,"kind":"deep","x":{{new string('[', 1000)}}{{new string(']', 1000)}}}"""),
        };

        await Journal.AppendAsync(records[..2]);
        await Journal.AppendAsync(records[2..]);

        (await Journal.ReadAsync(_run)).Should().Equal(records.Texts());
        records[4].Json.GetProperty("seq").GetInt32().Should().Be(4, "deep content can be read");
    }

    [JournalFact]
    public async Task Records_of_a_lease_stay_those_of_the_taking()
    {
        await Journal.AppendAsync(TestRecords.New(_run, 0));
        await using var lease = await Journal.TakeAsync(_run);

        await lease.AppendAsync(TestRecords.New(_run, 1), durable: true);

        lease.Records.Should().HaveCount(1);
    }

    [JournalFact]
    public async Task A_taken_run_cannot_be_taken_until_its_lease_is_disposed()
    {
        var lease = await Journal.TakeAsync(_run);
        var again = async () => await Journal.TakeAsync(_run);

        (await again.Should().ThrowAsync<RunTakenException>()).WithMessage($"*{_run}*");
        await using (await Journal.TakeAsync(_run + "-other"))
            await again.Should().ThrowAsync<RunTakenException>("another run says nothing about this one");
        await lease.DisposeAsync();
        await lease.DisposeAsync();

        await using (await Journal.TakeAsync(_run))
        {
            await lease.DisposeAsync();
            await again.Should().ThrowAsync<RunTakenException>("disposing a lease twice does not free the next one");
        }
    }

    [JournalFact]
    public async Task A_run_that_twenty_tasks_take_at_the_same_time_is_taken_by_one()
    {
        var attempts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            try
            {
                return await Journal.TakeAsync(_run);
            }
            catch (RunTakenException)
            {
                return null;
            }
        })));

        await using var lease = attempts.Should().ContainSingle(attempt => attempt != null).Which;
    }

    [JournalFact]
    public async Task A_disposed_lease_appends_nothing()
    {
        var lease = await Journal.TakeAsync(_run);
        await lease.DisposeAsync();

        await lease.Awaiting(it => it.AppendAsync(TestRecords.New(_run, 0), durable: false).AsTask()).Should().ThrowAsync<ObjectDisposedException>();

        (await Journal.ReadAsync(_run)).Should().BeEmpty();
    }

    [JournalTheory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-1)]
    public async Task A_record_that_is_not_the_next_one_is_refused(long sequence)
    {
        await Journal.AppendAsync(TestRecords.New(_run, 0));
        await using (var lease = await Journal.TakeAsync(_run))
        {
            await lease.Awaiting(it => it.AppendAsync(TestRecords.New(_run, sequence), durable: false).AsTask()).Should().ThrowAsync<ArgumentException>();
            await lease.AppendAsync(TestRecords.New(_run, 1), durable: false);
        }

        (await Journal.ReadAsync(_run)).Should().HaveCount(2);
    }

    [JournalTheory]
    [MemberData(nameof(BadRecords))]
    public async Task A_record_that_breaks_the_format_is_refused(string json)
    {
        await using (var lease = await Journal.TakeAsync(_run))
        {
            var record = TestRecords.Raw(0, json.Replace("RUN", _run, StringComparison.Ordinal));
            await lease.Awaiting(it => it.AppendAsync(record, durable: false).AsTask()).Should().ThrowAsync<ArgumentException>();
        }

        (await Journal.ReadAsync(_run)).Should().BeEmpty();
    }

    [JournalFact]
    public async Task Overlapping_appends_are_done_one_after_the_other()
    {
        await using (var lease = await Journal.TakeAsync(_run))
        {
            var appends = Enumerable.Range(0, 50).Select(i => lease.AppendAsync(TestRecords.New(_run, i), durable: i % 10 == 0).AsTask());
            await Task.WhenAll(appends);
        }

        (await Journal.ReadAsync(_run)).Should().Equal(Enumerable.Range(0, 50).Select(i => TestRecords.New(_run, i)).Texts());
    }

    [JournalFact]
    public async Task A_cancelled_append_appends_nothing()
    {
        await using var lease = await Journal.TakeAsync(_run);
        var append = async () => await lease.AppendAsync(TestRecords.New(_run, 0, "cancelled"), durable: false, new CancellationToken(canceled: true));

        await append.Should().ThrowAsync<OperationCanceledException>();
        await lease.AppendAsync(TestRecords.New(_run, 0), durable: false);
    }

    [JournalTheory]
    [MemberData(nameof(BadRunIds))]
    public async Task A_run_id_with_other_characters_is_refused(string runId) =>
        await Journal.Awaiting(it => it.TakeAsync(runId).AsTask()).Should().ThrowAsync<ArgumentException>();
}
