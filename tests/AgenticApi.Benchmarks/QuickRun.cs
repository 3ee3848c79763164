using System.Globalization;
using AgenticApi.Benchmarks.Contenders;
using AgenticApi.Benchmarks.Growth;
using AgenticApi.Benchmarks.Measuring;

namespace AgenticApi.Benchmarks;

/// <summary>Every ratio with its bound: what each contender costs, and how cost grows.</summary>
internal static class QuickRun
{
    private static readonly TimeSpan WarmUpAtMost = TimeSpan.FromSeconds(45);

    /// <param name="aHeat">How long a heat of usual weight is measured; zero runs everything once.</param>
    public static void Run(TimeSpan aHeat)
    {
        var corpus = Corpus.Load();
        var package = new OpenAIPackage(corpus);
        using var threads = new Threads(corpus);
        Say($"{DateTime.UtcNow:yyyy-MM-dd}, .NET {Environment.Version}, {Environment.ProcessorCount} processors; {corpus.Name}: {corpus.Streams.Length} streams of {corpus.EventCount} events, {corpus.Bodies.Length} bodies. The OpenAI package refuses {package.RefusedEvents} events and {package.RefusedBodies} bodies, which it is not measured on.");

        // Memory first: what other work leaves in the pools would be memory that the fold need not allocate. The short one warms up.
        PeakMemory.OfFold(10_000);
        var memory = PeakMemory.OfFold(DeltaCost.Deltas);
        var held = OpenStreams.BytesHeld();

        var heats = Heats.Of(corpus, package, threads);
        var rested = aHeat == TimeSpan.Zero || WarmUp.Run([.. heats.SelectMany(heat => heat.Contenders)], WarmUpAtMost);
        Say($"{(rested ? "The JIT rests." : "The JIT still works: figures are preliminary.")} {Environment.CpuUsage.TotalTime.TotalSeconds:0.0} s");
        var rows = new List<(Bound Bound, double Measured)>();
        foreach (var heat in heats)
        {
            var race = new Race(heat, new Random(1));
            race.Run(aHeat * heat.Weight);
            Print(heat, race);
            rows.AddRange(heat.Ratios.Select(ratio => (ratio.Bound, race.Median(ratio.Of))));
        }

        var text = (double)LongMessage.Characters(DeltaCost.Deltas) * sizeof(char);
        Say($"\n1,000,000 deltas, in bytes: {text:#,0} of text in UTF-16, {memory.Allocated:#,0} allocated, {memory.Peak:#,0} in use at the peak, {memory.Remains:#,0} remaining.");
        rows.Add((new("peak memory of 1,000,000 deltas over their text in UTF-16", AtMost: 4), memory.Peak / text));
        rows.Add((new("bytes that one of 10,000 open streams holds beyond its text", AtMost: 2560), held));
        rows.Add((new("bytes that the whole fold allocates for an event", AtMost: 105), Allocated.By(() => Ours.WholeFold(corpus)) / corpus.EventCount));
        Table.Print("Bounds", [["what", "must", "measured", "kept"], .. rows.Select(row => Row(row.Bound, row.Measured))]);
    }

    private static string[] Row(Bound bound, double measured) => [bound.What, bound.Must, Table.Number(measured), bound.Verdict(measured)];

    private static void Print(Heat heat, Race race) => Table.Print(
        heat.Title,
        [
            [heat.Title.ToLowerInvariant(), $"ns per {heat.Unit}", "over the first", $"bytes per {heat.Unit}"],
            .. heat.Contenders.Select((contender, i) => new[]
            {
                contender.Name, Table.Number(race.Nanoseconds(i)), Table.Number(race.Median(times => times[i] / times[0])), Table.Number(race.Bytes(i)),
            }),
        ]);

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
