using AgenticApi.Benchmarks.Contenders;
using AgenticApi.Benchmarks.Gateway;
using AgenticApi.Benchmarks.Growth;
using AgenticApi.Benchmarks.Loop;
using AgenticApi.Benchmarks.Measuring;

namespace AgenticApi.Benchmarks;

/// <summary>All that is measured, and the bounds on it. Each part is measured in a process of its own.</summary>
internal static class Parts
{
    private const int ShortStream = 32;
    private const int LongStream = 150;

    public static IReadOnlyList<Func<Corpus, Part>> All { get; } =
    [
        corpus => new Heat("Event streams", "event", [FloorOf(corpus), FoldOf(corpus), AddOf(corpus)])
        {
            Ratios =
            [
                Ratio.Over(new("whole fold over floor", AtMost: 1.1), 1, 0),
                Ratio.Over(new("typed events, Add and Finish over floor", AtMost: 1.4), 2, 0),
            ],
        },
        corpus => OfLength(corpus.OfLength(0, ShortStream), $"≤ {ShortStream} events", 1.7),
        corpus => OfLength(corpus.OfLength(ShortStream + 1, LongStream), $"{ShortStream + 1} to {LongStream} events", null),
        corpus => OfLength(corpus.OfLength(LongStream + 1, int.MaxValue), $"> {LongStream} events", 0.85),
        corpus => new Heat("Other readers", "event", [FoldOf(corpus), .. OtherReaders.Contenders(corpus)])
        {
            Ratios =
            [
                Ratio.Over(new("OpenAI package's parsing alone over whole fold", AtLeast: 4), 1, 0),
                Ratio.Over(new("hand-written JsonNode fold over whole fold", AtLeast: 6), 2, 0),
            ],
        },
        corpus => new Heat("Many streams", "event", new ManyStreams(corpus).Contenders())
        {
            Ratios = [Ratio.Over(new("100 streams, an event each in turn, over one after the other", AtMost: 1.1), 1, 0)],
        },
        corpus => OfThreads(new Threads(corpus)),
        _ => new Heat("Fixed cost", "stream", FixedCost.Contenders())
        {
            Ratios = [new(new("fixed cost of a stream, in deltas", AtMost: 25), FixedCost.InDeltas)],
        },
        corpus => new Heat("Blocking bodies", "body", Bodies.Contenders(corpus))
        {
            Ratios = [Ratio.Over(new("FromJson over JsonDocument.Parse", AtMost: 1.25), 1, 0)],
        },
        _ => new Heat("Snapshots", "delta", Snapshots.Contenders())
        {
            Ratios = [Ratio.Over(new("a snapshot every 100 events over none", AtMost: 2), 1, 0)],
        },
        _ => new Heat("Emitted streams", "event", new Emitting().Contenders())
        {
            Ratios = [Ratio.Over(new("emitter over Utf8JsonWriter writing the same JSON", AtMost: 1.5), 1, 0)],
        },
        _ => new Heat("Calls in text", "character", new TextCalls().Contenders())
        {
            Weight = 5, // A round takes more than half a second.
            Ratios =
            [
                Ratio.Over(new("arguments in JSON, character by character, over text", AtMost: 3), 1, 0),
                Ratio.Over(new("a parameter between tags, character by character, over text", AtMost: 3), 2, 0),
            ],
        },
        _ => new Heat("Growth", "delta", DeltaCost.Contenders())
        {
            Weight = 5, // A round takes a quarter of a second.
            Ratios = [new(new("a delta of 1,000,000 over one of 10,000", AtMost: 1.2), DeltaCost.LongOverShort)],
        },
        corpus => new Memory(FoldOf(corpus)),
        _ => new LoopPart(),
        _ => new GatewayPart(),
    ];

    private static Heat OfLength(Corpus corpus, string length, double? atMost) =>
        new($"Streams of {length}", "event", [FloorOf(corpus), FoldOf(corpus)])
        {
            Ratios = [Ratio.Over(new($"whole fold over floor, {corpus.Streams.Length} streams of {length}", AtMost: atMost), 1, 0)],
        };

    private static Heat OfThreads(Threads threads) => new("Threads", "event", threads.Contenders())
    {
        Clock = threads.Clock,
        Ratios = [Ratio.Over(new($"{Threads.Count} threads at once over one, on {Environment.ProcessorCount} processors", AtMost: 1.15), 1, 0)],
    };

    private static Contender FloorOf(Corpus corpus) =>
        new("floor: SseParser, Utf8JsonReader over every token", corpus.EventCount, () => Floor.Streams(corpus));

    private static Contender FoldOf(Corpus corpus) => new("ours: whole fold", corpus.EventCount, () => Ours.WholeFold(corpus));

    private static Contender AddOf(Corpus corpus) =>
        new("ours: typed events, each added, Finish", corpus.EventCount, () => Ours.TypedEventsAndAdd(corpus));
}
