namespace AgenticApi.Tests.Recordings;

/// <summary>A background response whose stream was interrupted and resumed with <c>starting_after</c>.</summary>
public class ResumeTests
{
    private const string First = "pydantic-ai/test_background_mode_streaming_starting_after_vcr.t1.sse";
    private const string Second = "pydantic-ai/test_background_mode_streaming_starting_after_vcr.t2.sse";

    [RecordingsFact]
    public void Interrupted_and_resumed_stream_equals_the_uninterrupted_one_wherever_it_was_cut()
    {
        var first = Fold.Read(Turns.Get(First, 1));
        var second = Fold.Read(Turns.Get(Second, 1));
        var whole = Turns.Get(First, 1).Response.Accumulate().Response;

        for (var cut = 1; cut < first.Count; cut++)
        {
            var accumulator = Fold.Into(new(), first.Take(cut).Select(e => e.ToJsonString()));
            var last = accumulator.LastSequenceNumber!.Value;

            // The server sends the events after the number. A client without a number gets all events again.
            foreach (var rest in new[] { second.Where(e => e["sequence_number"]!.GetValue<long>() > last), second })
            {
                var resumed = Fold.Into(Fold.Into(new(), first.Take(cut).Select(e => e.ToJsonString())), rest.Select(e => e.ToJsonString())).Finish();

                resumed.Ending.Should().Be(Ending.Completed);
                resumed.Response.Should().Be(whole);
            }
        }
    }

    [Fact]
    public void Own_stream_resumed_after_any_event_equals_the_uninterrupted_one()
    {
        var turn = Turns.Get("tool-choice-auto-streaming.yaml", 1);
        var events = Fold.Read(turn).Select(e => e.ToJsonString()).ToList();

        for (var cut = 1; cut < events.Count; cut++)
        {
            var accumulator = Fold.Into(new(), events.Take(cut));
            accumulator.LastSequenceNumber.Should().Be(cut - 1);
            accumulator.Finish().Ending.Should().Be(Ending.Truncated);

            Fold.Into(accumulator, events.Skip(Math.Max(0, cut - 3))).Finish().Response.Should().Be(turn.Response.Accumulate().Response);
        }
    }
}
