using AgenticApi.Benchmarks.Growth;
using AgenticApi.Benchmarks.Measuring;

namespace AgenticApi.Benchmarks.Loop;

/// <summary>What the loop costs beside the same requests by hand, over a server on loopback.</summary>
internal sealed record LoopPart : Part
{
    private const int AtOnce = 1000;
    private const int Few = 10;
    private const int RunsOfTurn = 100;

    // The pairs take longer than the work of other parts; so they are counted, not timed.
    private const int Pairs = 9;

    /// <inheritdoc/>
    public override PartResult Measure(TimeSpan time, Random random)
    {
        var isSmoke = time == TimeSpan.Zero;
        var (process, address) = LoopServer.Start();
        using var server = process;
        try
        {
            return MeasureAsync(address, random, isSmoke).GetAwaiter().GetResult();
        }
        finally
        {
            server.StandardInput.Close();
            server.WaitForExit();
        }
    }

    private static async Task<PartResult> MeasureAsync(Uri address, Random random, bool isSmoke)
    {
        var (pairs, ofTurn, atOnce) = isSmoke ? (1, 1, Few) : (Pairs, RunsOfTurn, AtOnce);
        using var runs = new LoopRuns(address);
        var rested = isSmoke || WarmUp.Run([new("by hand", 1, () => runs.HandAsync().GetAwaiter().GetResult()), new("loop", 1, () => runs.LoopAsync().GetAwaiter().GetResult())]);
        var one = await PairAsync(random, pairs, ofTurn, () => InTurnAsync(runs.HandAsync, ofTurn), () => InTurnAsync(runs.LoopAsync, ofTurn));
        await Together(runs.LoopAsync, atOnce);
        var many = await PairAsync(random, pairs, atOnce, () => Together(runs.HandAsync, atOnce), () => Together(runs.LoopAsync, atOnce));
        var held = await HeldAsync(address, atOnce);
        var start = await ToolStart.MedianAsync(isSmoke ? 1 : ToolStart.Runs);
        return new(
            "Agent loop",
            "run",
            rested,
            [Contender("by hand, one after the other", one, 0), Contender("loop, one after the other", one, 1), Contender($"by hand, {atOnce} at once", many, 0), Contender($"loop, {atOnce} at once", many, 1)],
            [
                new(new("a run of three rounds over the same requests by hand", AtMost: 1.3), Ratio(one)),
                new(new($"{atOnce} runs at once over the same requests by hand", AtMost: 1.3), Ratio(many)),
                new(new($"bytes that one of {atOnce} runs holds while its tools run", AtMost: 64 * 1024), held),
                new(new("microseconds from the bytes that prove a call to its tool", AtMost: 1000), start),
            ]);
    }

    /// <summary>The processor time of this process for both in pairs, whichever goes first.</summary>
    private static async Task<List<(double Hand, double Loop)>> PairAsync(Random random, int pairs, int units, Func<Task> hand, Func<Task> loop)
    {
        var times = new List<(double, double)>();
        for (var pair = 0; pair < pairs; pair++)
        {
            var loopFirst = random.Next(2) == 0;
            var first = await TimeAsync(loopFirst ? loop : hand, units);
            var second = await TimeAsync(loopFirst ? hand : loop, units);
            times.Add(loopFirst ? (second, first) : (first, second));
        }

        return times;
    }

    private static async Task<double> TimeAsync(Func<Task> work, int units)
    {
        var before = Environment.CpuUsage.TotalTime;
        await work();
        return (Environment.CpuUsage.TotalTime - before).TotalNanoseconds / units;
    }

    private static async Task InTurnAsync(Func<Task> run, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await run();
        }
    }

    private static Task Together(Func<Task> run, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => run()));

    /// <summary>What a run holds while both its tools run, without its connection.</summary>
    private static async Task<double> HeldAsync(Uri address, int count)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var runs = new LoopRuns(address, gate.Task);
        await Together(runs.HandAsync, count);
        var before = Heap.AfterFullCollection();
        var all = Together(runs.LoopAsync, count);
        while (runs.Entered < count * LoopStream.CallsOfRound)
        {
            await Task.WhenAny(Task.Delay(10), all);
        }

        var held = Heap.AfterFullCollection() - before;
        gate.SetResult();
        await all;
        return (double)held / count;
    }

    private static double Ratio(List<(double Hand, double Loop)> times) => Median.Of(times.Select(pair => pair.Loop / pair.Hand));

    private static ContenderResult Contender(string name, List<(double Hand, double Loop)> times, int which)
    {
        var own = Median.Of(times.Select(pair => which == 0 ? pair.Hand : pair.Loop));
        return new(name, own, which == 0 ? 1 : Ratio(times), 0);
    }
}
