using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticApi.Tests.Properties;

/// <summary>Properties of any stream.</summary>
public class StreamProperties
{
    private static readonly Config Configuration = Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(40);
    private static readonly Arbitrary<int[]> Plans = ArbMap.Default.ArbFor<int[]>();

    [Fact]
    public void Any_valid_stream_folds_strictly_to_the_response_that_it_was_made_from() => Check(plan =>
    {
        var stream = new GeneratedStream(plan);

        var result = Fold.Into(new(new() { Strict = true }), stream.Json).Finish();

        JsonAssert.ShouldEqual(JsonAssert.Node(result.Response), stream.Response);
        result.Deviations.Where(d => d.Kind != DeviationKind.UnknownEvent).Should().BeEmpty();
    });

    [Fact]
    public void Any_valid_stream_without_its_terminal_output_folds_to_its_items() => Check(plan =>
    {
        var stream = new GeneratedStream(plan);
        var events = stream.Events.Select(e => e.DeepClone().AsObject()).ToList();
        events[^1]["response"]!.AsObject().Remove("output");

        JsonAssert.ShouldEqual(JsonAssert.Node(Fold.Events(events).Response)["output"] ?? new JsonArray(), stream.Response["output"]);
    });

    [Fact]
    public void Any_valid_stream_without_done_events_keeps_the_texts_of_its_deltas() => Check(plan =>
    {
        var events = new GeneratedStream(plan).Events.Where(e => !Streams.Type(e).EndsWith(".done", StringComparison.Ordinal)).SkipLast(1).ToList();
        var came = new StreamedText();
        events.ForEach(came.Add);

        Streams.Texts(Fold.Events(events).Response).Where(text => text.Length > 0).Should().BeEquivalentTo(came.Texts.Where(text => text.Length > 0));
    });

    [Fact]
    public void Any_damaged_stream_never_throws_and_never_completes_without_a_terminal_event() => Check((plan, damage) =>
    {
        var events = Damage(new GeneratedStream(plan).Events, damage);
        var accumulator = new ResponseAccumulator();
        foreach (var e in events)
        {
            accumulator.Add(ResponseStreamEvent.Parse(e.ToJsonString()));
            accumulator.Snapshot();
        }

        var result = accumulator.Finish();

        if (!events.Any(e => Streams.Type(e) == "response.completed"))
        {
            result.Ending.Should().Be(Ending.Truncated);
        }

        JsonNode.Parse(result.Response.ToJson()).Should().NotBeNull();
    });

    [Fact]
    public void Any_damaged_stream_keeps_every_finished_item_that_was_not_taken_from_it() => Check((plan, damage) =>
    {
        var stream = new GeneratedStream(plan);
        var events = Damage(stream.Events, damage).Where(e => Streams.Type(e) != "response.completed").ToList();

        var ids = Fold.Events(events).Response.Output.Select(item => item.Id).ToList();

        foreach (var e in events.Where(e => Streams.Type(e) == "response.output_item.done"))
        {
            ids.Should().Contain(e["item"]!["id"]!.ToString());
        }
    });

    [Fact]
    public void Split_into_chunks_never_changes_the_result() => Check((plan, damage) =>
    {
        var stream = new GeneratedStream(plan);

        var result = ResponseAccumulator.FromStreamAsync(new ChunkedStream(stream.Bytes, damage)).GetAwaiter().GetResult();

        JsonAssert.ShouldEqual(JsonAssert.Node(result.Response), stream.Response);
    });

    [Fact]
    public void Any_response_as_a_body_gives_what_its_stream_gives() => Check(plan =>
    {
        var stream = new GeneratedStream(plan);

        ResponseAccumulator.FromJson(stream.Response.ToJsonString()).Response.Should().Be(Fold.Events(stream.Json).Response);
    });

    private static void Check(Action<int[]> property) => Prop.ForAll(Plans, property).Check(Configuration);

    private static void Check(Action<int[], int> property) => Prop.ForAll(Plans, ArbMap.Default.ArbFor<int>(), property).Check(Configuration);

    /// <summary>Drops, repeats, moves and cuts events.</summary>
    private static List<JsonObject> Damage(IReadOnlyList<JsonObject> events, int seed)
    {
        var random = new Random(seed);
        var damaged = events.ToList();
        for (var i = 0; i < 1 + (damaged.Count / 8); i++)
        {
            var at = random.Next(damaged.Count);
            var e = damaged[at];
            switch (random.Next(4))
            {
                case 0 when damaged.Count > 1:
                    damaged.RemoveAt(at);
                    break;
                case 1:
                    damaged.Insert(random.Next(damaged.Count), e);
                    break;
                case 2:
                    damaged.RemoveAt(at);
                    damaged.Insert(random.Next(damaged.Count + 1), e);
                    break;
                case 3 when random.Next(8) == 0:
                    damaged.RemoveRange(at + 1, damaged.Count - at - 1);
                    break;
            }
        }

        return damaged;
    }

    /// <summary>A stream that returns its bytes in chunks of any length.</summary>
    private sealed class ChunkedStream(byte[] bytes, int seed) : MemoryStream(bytes)
    {
        private readonly Random _random = new(seed);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, _random.Next(1, 60))], cancellationToken);
    }
}
