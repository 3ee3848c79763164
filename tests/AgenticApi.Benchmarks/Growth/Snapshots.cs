using AgenticApi.Benchmarks.Contenders;

namespace AgenticApi.Benchmarks.Growth;

/// <summary>
/// A long stream that is looked at while it comes. The events are framed already, so that what a snapshot adds stands against the
/// smallest cost that it can be added to.
/// </summary>
internal static class Snapshots
{
    private const int Deltas = 10_000;
    private const int Every = 100;

    public static IReadOnlyList<Contender> Contenders()
    {
        var events = LongMessage.Open(Deltas);
        return
        [
            new("no snapshot", Deltas, () => Fold(events, _ => { })),
            new("a snapshot every 100 events", Deltas, () => Fold(events, accumulator => accumulator.Snapshot())),
            new("a snapshot every 100 events, its text read", Deltas, () => Fold(events, accumulator => _ = accumulator.Snapshot().OutputText)),
        ];
    }

    private static void Fold(byte[][] events, Action<ResponseAccumulator> look)
    {
        var accumulator = new ResponseAccumulator();
        for (var i = 0; i < events.Length; i++)
        {
            accumulator.Add((ReadOnlySpan<byte>)events[i]);
            if (i % Every == Every - 1)
            {
                look(accumulator);
            }
        }

        accumulator.Finish();
    }
}
