using AgenticApi.Benchmarks.Contenders;
using AgenticApi.Benchmarks.Growth;
using AgenticApi.Benchmarks.Measuring;

namespace AgenticApi.Benchmarks;

/// <summary>All that is timed, and the bounds on it.</summary>
internal static class Heats
{
    private const int ShortStream = 32;
    private const int LongStream = 150;

    public static IReadOnlyList<Heat> Of(Corpus corpus, OpenAIPackage package, Threads threads) =>
    [
        new("Event streams", "event",
        [
            new("floor: SseParser, Utf8JsonReader over every token", corpus.EventCount, () => Floor.Streams(corpus)),
            new("ours: typed events", corpus.EventCount, () => Ours.TypedEvents(corpus)),
            new("ours: typed events, each added, Finish", corpus.EventCount, () => Ours.TypedEventsAndAdd(corpus)),
            new("ours: whole fold", corpus.EventCount, () => Ours.WholeFold(corpus)),
            new("ours: whole fold, OutputText read", corpus.EventCount, () => Ours.WholeFoldAndText(corpus)),
            new("ours: Parse and Add(event), framed before", corpus.EventCount, () => Ours.ParseAndAdd(corpus)),
            new("ours: Add(bytes), framed before", corpus.EventCount, () => Ours.AddBytes(corpus)),
            new("OpenAI package: parsing alone", corpus.EventCount, package.Streams),
            new("JsonNode: fold by hand", corpus.EventCount, () => JsonNodeFold.Streams(corpus)),
            new("OpenAI package: parsing, default options", corpus.EventCount, package.StreamsByDefault),
            new("floor, read asynchronously", corpus.EventCount, () => Floor.StreamsAsync(corpus)),
        ])
        {
            Weight = 3,
            Ratios =
            [
                Ratio.Over(new("whole fold over floor", AtMost: 1.1), 3, 0),
                Ratio.Over(new("typed events and Add over floor", AtMost: 1.4), 2, 0),
                Ratio.Over(new("OpenAI package's parsing alone over whole fold", AtLeast: 4), 7, 3),
            ],
        },
        Length(corpus.OfLength(0, ShortStream), $"streams of ≤ {ShortStream} events", 1.7),
        Length(corpus.OfLength(ShortStream + 1, LongStream), $"streams of {ShortStream + 1} to {LongStream} events", null),
        Length(corpus.OfLength(LongStream + 1, int.MaxValue), $"streams of > {LongStream} events", 0.85),
        new("Many streams", "event", new ManyStreams(corpus).Contenders())
        {
            Ratios = [Ratio.Over(new("100 streams, an event each in turn, over one after the other", AtMost: 1.1), 1, 0)],
        },
        new("Threads", "event", threads.Contenders())
        {
            Clock = CpuClock.Process,
            Ratios = [Ratio.Over(new($"{Threads.Count} threads at once over one, {Environment.ProcessorCount} processors", AtMost: 1.15), 1, 0)],
        },
        new("Fixed cost", "stream", FixedCost.Contenders())
        {
            Ratios = [new(new("fixed cost of a stream, in deltas", AtMost: 25), FixedCost.InDeltas)],
        },
        new("Blocking bodies", "body",
        [
            new("floor: JsonDocument.Parse", corpus.Bodies.Length, () => Floor.Bodies(corpus)),
            new("ours: FromJson", corpus.Bodies.Length, () => Ours.Bodies(corpus)),
            new("OpenAI package: ResponseResult", corpus.Bodies.Length, package.Bodies),
        ])
        {
            Ratios = [Ratio.Over(new("FromJson over JsonDocument.Parse", AtMost: 1.25), 1, 0)],
        },
        new("Snapshots", "delta", Snapshots.Contenders())
        {
            Ratios = [Ratio.Over(new("a snapshot every 100 events over none", AtMost: 2), 1, 0)],
        },
        new("Emitted streams", "event", new Emitting().Contenders())
        {
            Ratios = [Ratio.Over(new("emitter over Utf8JsonWriter writing the same JSON", AtMost: 1.5), 1, 0)],
        },
        new("Growth", "delta", DeltaCost.Contenders())
        {
            Ratios = [new(new("a delta of 1,000,000 over one of 10,000", AtMost: 1.2), DeltaCost.LongOverShort)],
        },
    ];

    private static Heat Length(Corpus corpus, string name, double? atMost) =>
        new(char.ToUpperInvariant(name[0]) + name[1..], "event",
        [
            new("floor", corpus.EventCount, () => Floor.Streams(corpus)),
            new("ours: whole fold", corpus.EventCount, () => Ours.WholeFold(corpus)),
        ])
        {
            Ratios = [Ratio.Over(new($"whole fold over floor, {corpus.Streams.Length} {name}", AtMost: atMost), 1, 0)],
        };
}
