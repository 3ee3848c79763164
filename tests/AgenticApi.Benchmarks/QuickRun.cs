using System.Globalization;
using AgenticApi.Benchmarks.Contenders;
using AgenticApi.Benchmarks.Growth;
using AgenticApi.Benchmarks.Measuring;

namespace AgenticApi.Benchmarks;

/// <summary>All of it in less than a minute: what each contender costs, how cost grows, and whether the limits are kept.</summary>
internal static class QuickRun
{
    public static void Run()
    {
        var corpus = Corpus.Load();
        var package = new OpenAIPackage(corpus);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTime.UtcNow:yyyy-MM-dd}, .NET {Environment.Version}, {Environment.ProcessorCount} processors; {corpus.Streams.Length} streams of {corpus.EventCount} events, {corpus.Bodies.Length} bodies. The OpenAI package refuses {package.RefusedEvents} events and {package.RefusedBodies} bodies, which it is not measured on; the JsonNode fold has the right text in {RightTexts(corpus)} streams."));

        // Memory first: what other work leaves in the pools would be memory that the fold need not allocate. The short one warms up.
        PeakMemory.OfFold(10_000);
        var memory = PeakMemory.OfFold(DeltaCost.Deltas);
        var text = (double)LongMessage.Characters(DeltaCost.Deltas) * sizeof(char);
        var held = OpenStreams.BytesHeld();

        var streams = Race.Run(Streams(corpus, package), corpus.EventCount, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(10));
        Print("Event streams", "event", streams);
        var bodies = Race.Run(Bodies(corpus, package), corpus.Bodies.Length, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        Print("Blocking bodies", "body", bodies);
        var snapshots = Race.Run(Snapshots.Contenders(), Snapshots.Deltas, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        Print("Snapshots", "delta", snapshots);
        var emitting = new Emitting();
        var emitted = Race.Run(emitting.Contenders(), emitting.Events, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        Print("Emitted streams", "event", emitted);
        var growth = Race.Run(DeltaCost.Contenders(), DeltaCost.Deltas, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Print("Growth", "delta", growth);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n1,000,000 deltas, in bytes: {text:#,0} of text in UTF-16, {memory.Allocated:#,0} allocated, {memory.Peak:#,0} in use at the peak, {memory.Remains:#,0} remaining."));

        Limit.Print(
        [
            Limit.AtMost("whole fold over floor, time", 1.5, streams[2].Nanoseconds / streams[0].Nanoseconds),
            Limit.AtLeast("OpenAI package's parsing alone over whole fold, time", 4, streams[6].Nanoseconds / streams[2].Nanoseconds),
            Limit.AtLeast("hand-written JsonNode fold over whole fold, time", 6, streams[7].Nanoseconds / streams[2].Nanoseconds),
            Limit.AtMost("bytes that the whole fold allocates for an event", 160, streams[2].Bytes),
            Limit.AtMost("FromJson over JsonDocument.Parse, time", 1.5, bodies[1].Nanoseconds / bodies[0].Nanoseconds),
            Limit.AtMost("a delta of 1,000,000 over one of 10,000, time", 1.2, Own(growth, 2) / Own(growth, 0)),
            Limit.AtMost("peak managed memory of 1,000,000 deltas over their text in UTF-16", 4, memory.Peak / text),
            Limit.AtMost("bytes that one of 10,000 open streams holds beyond its text", 2048, held),
            Limit.AtMost("a snapshot every 100 events over none, time", 2, snapshots[1].Nanoseconds / snapshots[0].Nanoseconds),
            Limit.AtMost("emitter over Utf8JsonWriter writing the same JSON, time", 1.5, emitted[1].Nanoseconds / emitted[0].Nanoseconds),
        ]);
    }

    private static Contender[] Streams(Corpus corpus, OpenAIPackage package) =>
    [
        new("floor: SseParser, Utf8JsonReader over every token", () => Floor.Streams(corpus)),
        new("ours: typed events", () => Ours.TypedEvents(corpus)),
        new("ours: whole fold", () => Ours.WholeFold(corpus)),
        new("ours: whole fold, OutputText read", () => Ours.WholeFoldAndText(corpus)),
        new("ours: Parse and Add(event), framed before", () => Ours.ParseAndAdd(corpus)),
        new("ours: Add(bytes), framed before", () => Ours.AddBytes(corpus)),
        new("OpenAI package: parsing alone", package.Streams),
        new("JsonNode: fold by hand", () => JsonNodeFold.Streams(corpus)),
        new("OpenAI package: parsing, default options", package.StreamsByDefault),
        new("floor, read asynchronously", () => Floor.StreamsAsync(corpus)),
    ];

    private static Contender[] Bodies(Corpus corpus, OpenAIPackage package) =>
    [
        new("floor: JsonDocument.Parse", () => Floor.Bodies(corpus)),
        new("ours: FromJson", () => Ours.Bodies(corpus)),
        new("OpenAI package: ResponseResult", package.Bodies),
    ];

    /// <summary>What the fold of a growing message takes without the making of its bytes, which would water the ratio down.</summary>
    private static double Own(Result[] growth, int size) => growth[size].Nanoseconds - growth[size + (growth.Length / 2)].Nanoseconds;

    private static int RightTexts(Corpus corpus) => corpus.Streams.Count(stream =>
        JsonNodeFold.Text(JsonNodeFold.Fold(stream)) == Sync.Run(ResponseAccumulator.FromStreamAsync(new MemoryStream(stream))).Response.OutputText);

    private static void Print(string title, string unit, Result[] results) => Table.Print(
        title,
        [
            [title.ToLowerInvariant(), $"ns per {unit}", "over the first", $"bytes per {unit}"],
            .. results.Select(result => new[]
            {
                result.Name, Table.Number(result.Nanoseconds), Table.Number(result.Nanoseconds / results[0].Nanoseconds), Table.Number(result.Bytes),
            }),
        ]);
}
