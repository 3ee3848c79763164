using AgenticApi.Benchmarks.Contenders;

namespace AgenticApi.Benchmarks.Growth;

/// <summary>Messages of different lengths, each folded so often that the deltas are as many. A second set makes the bytes alone.</summary>
internal static class DeltaCost
{
    /// <summary>The longest message, and the deltas of every pass.</summary>
    public const int Deltas = 1_000_000;

    private static readonly int[] Sizes = [10_000, 100_000, Deltas];

    public static IReadOnlyList<Contender> Contenders() =>
    [
        .. Sizes.Select(size => new Contender($"message of {size:#,0} deltas", () => Repeat(size, Fold))),
        .. Sizes.Select(size => new Contender($"its bytes made, not folded: {size:#,0}", () => Repeat(size, Drain))),
    ];

    private static void Repeat(int size, Action<Stream> use)
    {
        for (var i = 0; i < Deltas / size; i++)
        {
            using var stream = new LongMessageStream(size);
            use(stream);
        }
    }

    private static void Fold(Stream stream)
    {
        var result = Sync.Run(ResponseAccumulator.FromStreamAsync(stream));
        if (result.Ending != Ending.Completed || result.Deviations.Count > 0)
        {
            throw new InvalidOperationException("The generated message is not what a server sends.");
        }
    }

    private static void Drain(Stream stream)
    {
        Span<byte> buffer = new byte[4096];
        while (stream.Read(buffer) > 0)
        {
        }
    }
}
