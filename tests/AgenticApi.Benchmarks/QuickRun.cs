using System.Globalization;
using AgenticApi.Benchmarks.Gateway;
using AgenticApi.Benchmarks.Measuring;

namespace AgenticApi.Benchmarks;

/// <summary>Every ratio with its bound.</summary>
internal static class QuickRun
{
    // Two processes compile the same code differently, by what of it they happened to run first; a median differs less.
    public const int Processes = 3;

    private static readonly TimeSpan Time = TimeSpan.FromMilliseconds(800);

    /// <param name="processes">How many processes measure each part.</param>
    public static void Run(int processes) => Run(processes, Time);

    private static void Run(int processes, TimeSpan time)
    {
        var medians = Measure(Introduce(), processes, time).Select(PartResult.MedianOf).ToArray();
        foreach (var part in medians.Where(part => part.Contenders.Count > 0))
        {
            Print(part);
        }

        Table.Print("Bounds", [[.. Row.Header], .. medians.SelectMany(part => part.Rows).Select(row => row.Cells().ToArray())]);
        Console.WriteLine(
            $"\nProcessor time. Measured: the median of {processes} processes; lowest and highest: what single ones gave.");
        foreach (var part in medians.Where(part => !part.Rested))
        {
            Console.WriteLine($"{part.Title}: the JIT still worked when it was measured.");
        }
    }

    /// <summary>Measures the gateway alone, in this process.</summary>
    public static void RunGateway()
    {
        var result = new GatewayPart().Measure(TimeSpan.MaxValue, new Random(0));
        Print(result);
        Table.Print("Bounds", [[.. Row.Header], .. result.Rows.Select(row => row.Cells().ToArray())]);
    }

    /// <summary>Does what <see cref="Run(int)"/> does, with each contender run once, to see that it runs.</summary>
    public static void Smoke() => Run(1, TimeSpan.Zero);

    private static List<PartResult>[] Measure(Corpus corpus, int processes, TimeSpan time)
    {
        var path = Path.GetTempFileName();
        try
        {
            corpus.Save(path);
            var results = Parts.All.Select(_ => new List<PartResult>()).ToArray();
            for (var process = 0; process < processes; process++)
            {
                for (var part = 0; part < results.Length; part++)
                {
                    results[part].Add(Fork.Measure(part, process, path, time));
                }
            }

            return results;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Corpus Introduce()
    {
        var corpus = Corpus.Load();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTime.UtcNow:yyyy-MM-dd}, .NET {Environment.Version}, {Environment.ProcessorCount} processors; {corpus.Name}: {corpus.Streams.Length} streams of {corpus.EventCount} events, {corpus.Bodies.Length} bodies."));
        return corpus;
    }

    private static void Print(PartResult part) => Table.Print(
        part.Title,
        [
            [part.Title.ToLowerInvariant(), $"ns per {part.Unit}", "over the first", $"bytes per {part.Unit}"],
            .. part.Contenders.Select(contender => new[]
            {
                contender.Name, Table.Number(contender.Nanoseconds), Table.Number(contender.OverFirst), Table.Number(contender.Bytes),
            }),
        ]);
}
