namespace AgenticApi.Serving.Tests.Emitting;

/// <summary>Delta events are derived from the first one without parsing. They must equal the parsed events.</summary>
public class DeltaEventTests
{
    [Theory]
    [InlineData("a", "", "bcdef", "\"\\\n", "é🎞\u0001", "a much longer delta than all the others, so that every place after it moves")]
    public void Every_event_equals_the_event_parsed_from_its_bytes(params string[] texts)
    {
        var deltas = texts.SelectMany(text => (ModelDelta[])[new ReasoningDelta(text)])
            .Concat(texts.Select(text => new ContentDelta(text))).Concat(texts.Select(text => EmitterTests.Call(0, "c", "f", text)));

        foreach (var e in Emit.All(deltas, null).Events)
        {
            var read = ResponseStreamEvent.Parse(e.Utf8Json.Span);
            (e.GetType(), e.Type, e.SequenceNumber).Should().Be((read.GetType(), read.Type, read.SequenceNumber));
            if (e is DeltaEvent delta)
            {
                var same = (DeltaEvent)read;
                (delta.Delta, delta.ItemId, delta.OutputIndex).Should().Be((same.Delta, same.ItemId, same.OutputIndex));
            }
        }
    }

    [Fact]
    public void Events_fold_as_objects_as_they_fold_as_bytes()
    {
        var emitted = Emit.All([.. "one two three".Select(c => new ContentDelta(c.ToString())), new ContentDelta("\n"), EmitterTests.Call(0, "c", "f", "{\"a\""), EmitterTests.Call(0, arguments: ":1}")], null);
        var accumulator = new ResponseAccumulator(new() { Strict = true });
        foreach (var e in emitted.Events)
        {
            accumulator.Add(e);
        }

        accumulator.Finish().Response.Should().Be(emitted.Response);
    }
}
