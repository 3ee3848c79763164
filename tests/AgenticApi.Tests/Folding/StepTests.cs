using System.Text;

namespace AgenticApi.Tests.Folding;

/// <summary>Steps describe their event, and every complete item is in exactly one step.</summary>
public class StepTests
{
    private static readonly string Text = Wire.Message("m", "Hello");
    private static readonly string Call = Wire.Call("fc", "call_1", "add", "{}", "completed");

    [Fact]
    public async Task Steps_of_a_stream_have_the_effect_and_the_item_of_each_event()
    {
        var accumulator = new ResponseAccumulator();

        var steps = await Read(
            accumulator, Wire.Created, Wire.Added(0, Wire.EmptyMessage("m")), Wire.PartAdded(0), Wire.Text(0, "Hel"), Wire.Text(0, "lo"), Wire.TextDone(0, "Hello"), Wire.PartDone(0, "Hello"),
            Wire.Done(0, Text), Wire.Added(1, Wire.Call("fc", "call_1", "add")), Wire.ArgumentsDone(1, "{}"), Wire.Done(1, Call), """{"type":"keepalive"}""", Wire.Completed(Text, Call));

        steps.Select(step => (step.Effect, step.ItemNumber)).Should().Equal(
            (StepEffect.ResponseUpdated, null), (StepEffect.ItemAdded, 0), (StepEffect.PartAdded, 0), (StepEffect.TextAppended, 0), (StepEffect.TextAppended, 0),
            (StepEffect.PartFinished, 0), (StepEffect.PartFinished, 0), (StepEffect.ItemFinished, 0), (StepEffect.ItemAdded, 1), (StepEffect.PartFinished, 1),
            (StepEffect.ItemFinished, 1), (StepEffect.Ignored, null), (StepEffect.ResponseEnded, null));
        steps.Select(step => step.Event!.GetType()).Should().StartWith([typeof(ResponseCreatedEvent), typeof(OutputItemAddedEvent), typeof(ContentPartAddedEvent), typeof(OutputTextDeltaEvent)]);
        steps.Where(step => step.Finished.Count > 0).Select(step => (step.Effect, step.Finished.Single().Id)).Should().Equal((StepEffect.ItemFinished, "m"), (StepEffect.ItemFinished, "fc"));
        steps.Should().AllSatisfy(step => (step.Round, step.Deviations.Count).Should().Be((0, 0)));
    }

    [Theory]
    [InlineData("""{"type":"error","message":"m"}""", StepEffect.ErrorTold)]
    [InlineData("""{"type":"response.mcp_call.in_progress","output_index":0}""", StepEffect.ItemUpdated)]
    [InlineData("""{"type":"response.audio.delta","delta":"AAE="}""", StepEffect.AudioAppended)]
    [InlineData("""{"type":"response.output_text.annotation.added","output_index":0,"annotation":{"type":"x"}}""", StepEffect.PartAdded)]
    [InlineData("""{"type":"response.output_text.delta","output_index":0}""", StepEffect.Ignored)]
    [InlineData("""{"type":"response.completed"}""", StepEffect.Ignored)]
    [InlineData("""{"type":"brand.new"}""", StepEffect.Ignored)]
    [InlineData("""{"type":""", StepEffect.Ignored)]
    public async Task Step_of_an_event_has_its_effect_and_its_deviations(string json, StepEffect effect)
    {
        var accumulator = Fold.Into(new(), [Wire.Created]);
        var steps = await Read(accumulator, json);

        steps.Should().ContainSingle().Which.Effect.Should().Be(effect);
        steps[0].Deviations.Should().Equal(accumulator.Deviations);
    }

    [Fact]
    public void Step_of_bytes_has_everything_but_the_event()
    {
        var step = new ResponseAccumulator().Add(Encoding.UTF8.GetBytes(Wire.Done(3, Call)));

        (step.Event, step.Effect, step.ItemNumber).Should().Be((null, StepEffect.ItemFinished, 0));
        step.Finished.Should().ContainSingle().Which.Id.Should().Be("fc");
        step.Deviations.Select(d => d.Kind).Should().Equal(DeviationKind.LifecycleOutOfOrder, DeviationKind.ItemNotAnnounced);
    }

    /// <summary>Streams whose items are finished in different ways, and the number of finished items in their steps.</summary>
    public static TheoryData<string, string[], string[]> Streams => new()
    {
        { "done and terminal", [Wire.Created, Wire.Done(0, Text), Wire.Done(1, Call), Wire.Completed(Text, Call)], ["m", "fc"] },
        { "done twice", [Wire.Created, Wire.Done(0, Text), Wire.Done(0, Text), Wire.Completed(Text)], ["m"] },
        { "done and no terminal output", [Wire.Created, Wire.Done(0, Text), Wire.Done(1, Call), Wire.Completed()], ["m", "fc"] },
        { "done and other ids at the end", [Wire.Created, Wire.Done(0, Call), Wire.Completed(Call.Replace("call_1", "final", StringComparison.Ordinal).Replace("fc", "other", StringComparison.Ordinal))], ["fc"] },
        { "only arguments.done", [Wire.Created, Wire.Added(0, Wire.Call("fc", "call_1", "add")), Wire.ArgumentsDone(0, "{}", "fc"), Wire.Completed()], ["fc"] },
        { "only arguments.done and terminal", [Wire.Created, Wire.Added(0, Wire.Call("fc", "call_1", "add")), Wire.ArgumentsDone(0, "{}", "fc"), Wire.Completed(Call)], ["fc"] },
        { "only the terminal event", [Wire.Created, Wire.Completed(Text, Call)], ["m", "fc"] },
        { "one by done, one by the terminal event", [Wire.Created, Wire.Done(0, Text), Wire.Completed(Text, Call)], ["m", "fc"] },
        { "late done", [Wire.Created, Wire.Completed(Text), Wire.Done(0, Text)], ["m"] },
        { "bare response", [Wire.Created, $$"""{"object":"response","status":"completed","output":[{{Text}},{{Call}}]}"""], ["m", "fc"] },
        { "body", [$$"""{"object":"response","status":"completed","output":[{{Text}},{{Call}}]}"""], ["m", "fc"] },
        { "two rounds", [Wire.Created, Wire.Done(0, Call), Wire.Added(0, Wire.EmptyMessage("m")), Wire.Done(0, Text), Wire.Completed(Call, Text)], ["fc", "m"] },
        { "cut off in the stream", [Wire.Created, Wire.Done(0, Text), Wire.Added(1, Wire.Call("fc", "call_1", "add")), Wire.Arguments(1, "{")], ["m"] },
        { "cut off after arguments.done", [Wire.Created, Wire.Added(0, Wire.Call("fc", "call_1", "add")), Wire.ArgumentsDone(0, "{}")], [] },
        { "cut off by the limit", [Wire.Created, Wire.Done(0, Text), Wire.Added(1, Wire.Call("fc", "call_1", "add")), Wire.Arguments(1, "{"), Wire.Terminal("incomplete")], ["m"] },
        { "cut off and done", [Wire.Created, Wire.Done(0, Wire.Call("fc", "call_1", "add", "{", "incomplete")), Wire.Terminal("incomplete", Wire.Call("fc", "call_1", "add", "{", "incomplete"))], [] },
        { "cut off and in the terminal event", [Wire.Created, Wire.Terminal("incomplete", Text, Wire.Call("fc", "call_1", "add", "{", "incomplete"))], ["m"] },
        { "cut off in a body", [$$"""{"object":"response","status":"incomplete","output":[{{Text}},{{Wire.Call("fc", "call_1", "add", "{", "in_progress")}}]}"""], ["m"] },
        { "failed", [Wire.Created, Wire.Added(0, Wire.EmptyMessage("m")), Wire.Text(0, "Hel"), Wire.Terminal("failed")], [] },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Complete_item_is_in_exactly_one_step_and_one_that_was_cut_off_in_none(string name, string[] events, string[] ids)
    {
        var steps = await Read(new(), events);
        var added = new ResponseAccumulator();
        var finished = events.Where(e => e.Length > 0).SelectMany(e => added.Add(Encoding.UTF8.GetBytes(e)).Finished);

        steps.SelectMany(step => step.Finished).Select(item => item.Id).Should().Equal(ids, name);
        finished.Select(item => item.Id).Should().Equal(ids, name);
    }

    [Fact]
    public async Task Item_number_is_the_same_for_all_events_of_an_item_whatever_ids_and_indices_they_give()
    {
        var steps = await Read(
            new(), Wire.Created, Wire.Added(5, Wire.EmptyMessage("x1")), Wire.Added(2, Wire.Call("x2", "c", "f")), Wire.Text(5, "Hel", id: "x3"), Wire.Arguments(2, "{", "x4"), Wire.Text(5, "lo", 1, "x5"),
            Wire.Text(5, "!", id: "x1").Replace("\"output_index\":5,", "", StringComparison.Ordinal), Wire.Arguments(2, "}", "x6"), Wire.Done(2, Wire.Call("x7", "c", "f", "{}", "completed")), Wire.Done(5, Wire.Message("x8", "Hello!")));

        steps.Select(step => step.ItemNumber).Should().Equal(null, 0, 1, 0, 1, 0, 0, 1, 1, 0);
    }

    [Fact]
    public async Task Round_counts_the_model_rounds_and_item_numbers_continue()
    {
        var again = Wire.Created.Replace("\"created_at\":1", "\"created_at\":2", StringComparison.Ordinal);

        var steps = await Read(new(), Wire.Created, Wire.Added(0, Wire.Call("fc", "c", "f")), Wire.Done(0, Call), again, Wire.Added(0, Wire.EmptyMessage("m")), Wire.Text(0, "Hello"));

        steps.Where(step => step.ItemNumber is not null).Select(step => (step.Round, step.ItemNumber)).Should().Equal((0, 0), (0, 0), (1, 1), (1, 1));
    }

    [Fact]
    public async Task Second_stream_continues_the_first_one_and_finishes_no_item_again()
    {
        var accumulator = new ResponseAccumulator();
        string[] events = [Wire.Created, Wire.Done(0, Call), Wire.Added(1, Wire.EmptyMessage("m")), Wire.Text(1, "Hel"), Wire.Text(1, "lo"), Wire.Done(1, Text), Wire.Completed(Call, Text)];
        var numbered = events.Select((e, i) => Wire.Numbered(i, e)).ToArray();

        var first = await Read(accumulator, numbered[..4]);
        accumulator.Finish().Ending.Should().Be(Ending.Truncated);
        var second = await Read(accumulator, numbered[1..]);

        first.Concat(second).SelectMany(step => step.Finished).Select(item => item.Id).Should().Equal("fc", "m");
        second.Take(3).Should().AllSatisfy(step => step.Effect.Should().Be(StepEffect.Ignored));
        (accumulator.Finish().Ending, accumulator.Finish().Response.OutputText).Should().Be((Ending.Completed, "Hello"));
    }

    [Fact]
    public void Default_step_is_empty_and_safe_to_ask() =>
        (default(ResponseStep).Finished.Count, default(ResponseStep).Deviations.Count, default(ResponseStep).ItemNumber).Should().Be((0, 0, null));

    private static async Task<List<ResponseStep>> Read(ResponseAccumulator accumulator, params string[] events)
    {
        // A single event as JSON would be a body. The frames of an event stream show that it is not.
        var isBody = events is [['{', '"', 'o', ..]];
        var bytes = isBody ? events[0] : string.Concat(events.Select(e => $"data: {e}\n\n"));
        var steps = new List<ResponseStep>();
        await foreach (var step in accumulator.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(bytes))))
        {
            steps.Add(step);
        }

        return steps;
    }
}
