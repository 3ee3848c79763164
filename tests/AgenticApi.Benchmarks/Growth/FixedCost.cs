using AgenticApi.Benchmarks.Contenders;

namespace AgenticApi.Benchmarks.Growth;

/// <summary>What a stream costs that has no delta: the announcing of response, item and part, their ends, and the finished response.</summary>
/// <remarks>
/// Measured as a line through two messages: what <see cref="Many"/> deltas take more than <see cref="Few"/> is the price of a delta,
/// its share of the texts that repeat it at the end included; what the short message takes beyond its own deltas is fixed. Messages
/// as OpenAI sends them, since of the recorded ones no two differ in their deltas alone.
/// </remarks>
internal static class FixedCost
{
    private const int Few = 8;
    private const int Many = 1_008;
    private const int ShortStreams = 50;

    public static IReadOnlyList<Contender> Contenders()
    {
        var few = Framed(Few);
        var many = Framed(Many);
        return
        [
            new($"{Few} deltas", ShortStreams, () => Fold(few, ShortStreams)),
            new($"{Many:#,0} deltas", 1, () => Fold(many, 1)),
        ];
    }

    /// <summary>The fixed cost in deltas, of the times of a stream of each of the contenders.</summary>
    public static double InDeltas(double[] times)
    {
        var delta = (times[1] - times[0]) / (Many - Few);
        return (times[0] / delta) - Few;
    }

    private static byte[] Framed(int deltas) =>
        [.. LongMessage.Whole(deltas).SelectMany(data => (byte[])[.. "data: "u8, .. data, .. "\n\n"u8])];

    private static void Fold(byte[] stream, int times)
    {
        for (var i = 0; i < times; i++)
        {
            LongMessage.Check(Sync.Run(ResponseAccumulator.FromStreamAsync(new MemoryStream(stream))));
        }
    }
}
