using System.Globalization;
using System.Text.Json;

namespace AgenticApi.Benchmarks.Measuring;

/// <summary>Measures a part in a process of its own.</summary>
internal static class Fork
{
    public const string Option = "--part";

    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(3);

    /// <summary>Starts this program again for one part, and gives what came of it.</summary>
    /// <param name="part">Which, in <see cref="Parts.All"/>.</param>
    /// <param name="seed">Of the order of contenders.</param>
    /// <param name="corpus">Where the corpus is saved.</param>
    /// <param name="time">How long to measure; zero runs each contender once.</param>
    public static PartResult Measure(int part, int seed, string corpus, TimeSpan time)
    {
        using var process = Self.Start(
            Option, part.ToString(CultureInfo.InvariantCulture), seed.ToString(CultureInfo.InvariantCulture), corpus, time.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        using var timer = new Timer(_ => process.Kill(), null, AtMost, Timeout.InfiniteTimeSpan);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<PartResult>(output)!
            : throw new InvalidOperationException($"Part {part} ended with exit code {process.ExitCode}: {output}");
    }

    /// <summary>What the process that <see cref="Measure"/> starts does.</summary>
    public static void Run(int part, int seed, string corpus, TimeSpan time) =>
        Console.WriteLine(JsonSerializer.Serialize(Parts.All[part](Corpus.Open(corpus)).Measure(time, new Random(seed))));
}
