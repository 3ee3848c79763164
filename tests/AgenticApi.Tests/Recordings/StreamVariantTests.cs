using System.Text.Json.Nodes;

namespace AgenticApi.Tests.Recordings;

/// <summary>Properties of every recorded stream, complete and with parts missing.</summary>
public class StreamVariantTests
{
    public static TheoryData<string, int> Recorded => Turns.Recorded(Turns.IsStream);

    public static TheoryData<string, int> Own => Turns.Own(Turns.IsStream);

    [RecordingsTheory]
    [MemberData(nameof(Recorded))]
    public void Recorded_stream_gives_its_terminal_output_or_its_finished_items(string file, int turn)
    {
        var events = Fold.Read(Turns.Get(file, turn));
        var result = Turns.Get(file, turn).Response.Accumulate();

        var terminal = Streams.Terminal(events)!["output"] as JsonArray;
        var expected = terminal is { Count: > 0 } ? [.. terminal.Select(item => item!.AsObject())] : Streams.FinishedItems(events);
        AssertItems(result, expected);
    }

    [RecordingsTheory]
    [MemberData(nameof(Recorded))]
    public void Recorded_stream_with_its_terminal_output_emptied_gives_the_finished_items(string file, int turn)
    {
        var events = Fold.Read(Turns.Get(file, turn));
        Streams.Terminal(events)!["output"] = new JsonArray();

        AssertItems(Fold.Events(events), Streams.FinishedItems(events));
    }

    [RecordingsTheory]
    [MemberData(nameof(Recorded))]
    public void Recorded_stream_without_any_done_event_gives_the_text_and_arguments_of_the_deltas(string file, int turn)
    {
        var events = Fold.Read(Turns.Get(file, turn));
        Streams.Terminal(events)!["output"] = null;
        events.RemoveAll(e => Streams.Type(e).EndsWith(".done", StringComparison.Ordinal));

        var response = Fold.Events(events).Response;

        response.OutputText.Should().Be(Streams.Joined(events, "response.output_text.delta"));
        string.Concat(response.Output.OfType<ReasoningItem>().Select(item => item.ReasoningText))
            .Should().Be(Streams.Joined(events, "response.reasoning_text.delta"));
        string.Concat(response.FunctionCalls.Select(call => call.Arguments))
            .Should().Be(Streams.Joined(events, "response.function_call_arguments.delta"));
    }

    [RecordingsTheory]
    [MemberData(nameof(Recorded))]
    public void Recorded_stream_cut_after_any_event_is_truncated_and_keeps_earlier_events(string file, int turn) => AssertCuts(file, turn);

    [Theory]
    [MemberData(nameof(Own))]
    public void Own_stream_cut_after_any_event_is_truncated_and_keeps_earlier_events(string file, int turn) => AssertCuts(file, turn);

    private static void AssertCuts(string file, int turn)
    {
        var accumulator = new ResponseAccumulator();
        var came = new StreamedText();
        foreach (var e in Fold.Read(Turns.Get(file, turn)))
        {
            accumulator.Add(ResponseStreamEvent.Parse(e.ToJsonString()));
            came.Add(e);
            if (accumulator.HasEnded)
            {
                break;
            }

            var result = accumulator.Finish();
            var texts = Streams.Texts(result.Response);

            result.Ending.Should().Be(came.HasError ? Ending.Errored : Ending.Truncated);
            result.Response.Status.Should().Be(came.HasError ? "failed" : "incomplete");
            came.Length.Should().BeGreaterThanOrEqualTo(0);
            texts.Sum(text => text.Length).Should().BeGreaterThanOrEqualTo(came.Length, "nothing that came may be lost after {0}", Streams.Type(e));
            foreach (var text in came.Texts)
            {
                texts.Should().Contain(known => known.Contains(text), "what was streamed stands in the response");
            }
        }
    }

    private static void AssertItems(AccumulatedResponse result, IReadOnlyList<JsonObject> expected)
    {
        var items = JsonAssert.Output(result);
        items.Should().HaveCount(expected.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            var wanted = expected[i].DeepClone().AsObject();
            if (wanted.TryGetPropertyValue("status", out var status) && status is null)
            {
                // A member that the protocol requires is inferred and reported.
                wanted["status"] = "completed";
                result.Deviations.Should().Contain(d => d.Kind == DeviationKind.StatusInferred);
            }

            JsonAssert.ShouldEqual(items[i], wanted, $"item {i} is the server's");
        }
    }
}
