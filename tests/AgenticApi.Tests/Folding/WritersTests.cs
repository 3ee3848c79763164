using System.Text;

namespace AgenticApi.Tests.Folding;

/// <summary>An accumulator rejects overlapping calls; other accumulators are not affected.</summary>
public class WritersTests
{
    private static readonly byte[] Delta = Encoding.UTF8.GetBytes(Wire.Text(0, "x"));
    private static readonly byte[] Large = Encoding.UTF8.GetBytes($$"""{"type":"keepalive","padding":"{{new string('x', 4 << 20)}}"}""");

    public static TheoryData<string> Calls => ["Add", "AddEvent", "Snapshot", "Finish", "FinalCallId", "ReadAsync"];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_that_overlaps_another_one_throws_and_other_events_are_kept(string call)
    {
        var accumulator = new ResponseAccumulator(new() { MaxResponseBytes = 512 << 20 });
        var use = Use(accumulator, call);
        using var isDone = new CancellationTokenSource();
        var busy = Task.Run(() => KeepBusy(accumulator, isDone.Token));

        var (taken, refused) = (0, 0);
        while (refused == 0 && !busy.IsCompleted)
        {
            if (IsRefused(use))
            {
                refused++;
            }
            else
            {
                taken++;
            }
        }

        await isDone.CancelAsync();
        var others = await busy;

        (refused + others).Should().BePositive("two threads used the accumulator at once");
        use();
        accumulator.Finish().Response.OutputText.Should().Be(new string('x', call is "Add" or "AddEvent" or "ReadAsync" ? taken + 1 : 0));
    }

    [Fact]
    public async Task Other_accumulators_are_not_affected_by_two_writers_on_one()
    {
        var shared = new ResponseAccumulator(new() { MaxResponseBytes = 512 << 20 });
        using var isDone = new CancellationTokenSource();
        var writers = new[] { Task.Run(() => KeepBusy(shared, isDone.Token)), Task.Run(() => KeepBusy(shared, isDone.Token)) };

        var texts = new string[200];
        Parallel.For(0, texts.Length, i => texts[i] = Fold.Events(
            [Wire.Created, .. Enumerable.Range(0, 50).Select(part => Wire.Text(0, $"{i}.{part} ")), Wire.Completed()]).Response.OutputText);
        await isDone.CancelAsync();
        await Task.WhenAll(writers);

        texts.Should().Equal(Enumerable.Range(0, texts.Length).Select(i => string.Concat(Enumerable.Range(0, 50).Select(part => $"{i}.{part} "))));
    }

    [Fact]
    public async Task Accumulator_between_two_steps_of_a_reading_can_be_used_also_by_a_second_reading()
    {
        var accumulator = new ResponseAccumulator();
        var bytes = Encoding.UTF8.GetBytes($"data: {Wire.Text(0, "a")}\n\ndata: {Wire.Text(0, "b")}\n\n");
        await using var one = accumulator.ReadAsync(new MemoryStream(bytes)).GetAsyncEnumerator();
        await using var two = accumulator.ReadAsync(new MemoryStream(bytes)).GetAsyncEnumerator();

        while (await one.MoveNextAsync() && await two.MoveNextAsync())
        {
            accumulator.Snapshot().OutputText.Should().NotBeEmpty();
        }

        accumulator.Finish().Response.OutputText.Should().Be("aabb");
    }

    private static Action Use(ResponseAccumulator accumulator, string call) => call switch
    {
        "Add" => () => accumulator.Add(Delta),
        "AddEvent" => () => accumulator.Add(ResponseStreamEvent.Parse(Delta)),
        "Snapshot" => () => accumulator.Snapshot(),
        "Finish" => () => accumulator.Finish(),
        "FinalCallId" => () => accumulator.FinalCallId("c"),
        _ => () => _ = accumulator.ReadAsync(new MemoryStream(Delta)).ToBlockingEnumerable().ToList(),
    };

    /// <summary>Adds large events until it is stopped. Returns how often it was rejected.</summary>
    private static int KeepBusy(ResponseAccumulator accumulator, CancellationToken isDone)
    {
        var refused = 0;
        for (var i = 0; i < 100 && !isDone.IsCancellationRequested; i++)
        {
            refused += IsRefused(() => accumulator.Add(Large)) ? 1 : 0;
        }

        return refused;
    }

    private static bool IsRefused(Action use)
    {
        try
        {
            use();
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
