using AgenticApi.Benchmarks.Contenders;

namespace AgenticApi.Benchmarks.Growth;

/// <summary>A short message and a long one, folded; and their bytes made alone, which would water the ratio down.</summary>
internal static class DeltaCost
{
    /// <summary>The longest message.</summary>
    public const int Deltas = 1_000_000;

    private const int Short = 10_000;
    private const int ShortTimes = 5;

    public static IReadOnlyList<Contender> Contenders() =>
    [
        new($"message of {Short:#,0} deltas", Short * ShortTimes, () => Repeat(Short, ShortTimes, Fold)),
        new($"its bytes made, not folded: {Short:#,0}", Short * ShortTimes, () => Repeat(Short, ShortTimes, Drain)),
        new($"message of {Deltas:#,0} deltas", Deltas, () => Repeat(Deltas, 1, Fold)),
        new($"its bytes made, not folded: {Deltas:#,0}", Deltas, () => Repeat(Deltas, 1, Drain)),
    ];

    /// <summary>A delta of the long message over one of the short, of the times of the contenders, without the making of the bytes.</summary>
    public static double LongOverShort(double[] times) => (times[2] - times[3]) / (times[0] - times[1]);

    private static void Repeat(int deltas, int times, Action<Stream> use)
    {
        for (var i = 0; i < times; i++)
        {
            using var stream = new LongMessageStream(deltas);
            use(stream);
        }
    }

    private static void Fold(Stream stream)
    {
        LongMessage.Check(Sync.Run(ResponseAccumulator.FromStreamAsync(stream)));
    }

    private static void Drain(Stream stream)
    {
        Span<byte> buffer = new byte[4096];
        while (stream.Read(buffer) > 0)
        {
        }
    }
}
