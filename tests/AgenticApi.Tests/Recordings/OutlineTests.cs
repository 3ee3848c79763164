namespace AgenticApi.Tests.Recordings;

/// <summary>For every turn: an outline leaves out only events and the steps of deltas, and an ended response does not change.</summary>
public class OutlineTests
{
    public static TheoryData<string, int> Own => Turns.Own(_ => true);

    public static TheoryData<string, int> Recorded => Turns.Recorded(_ => true);

    [Theory]
    [MemberData(nameof(Own))]
    public Task Outline_has_all_steps_but_those_that_only_append(string file, int turn) => CheckSteps(file, turn);

    [Theory]
    [MemberData(nameof(Recorded))]
    public Task Outline_of_a_recording_has_all_steps_but_those_that_only_append(string file, int turn) => turn == 0 ? Task.CompletedTask : CheckSteps(file, turn);

    [Theory]
    [MemberData(nameof(Own))]
    public Task Response_that_has_ended_is_not_changed_by_later_events(string file, int turn) => CheckEnd(file, turn);

    private static async Task CheckSteps(string file, int turn)
    {
        var (whole, wholeSteps) = await Read(file, turn, isOutline: false);
        var (outline, outlineSteps) = await Read(file, turn, isOutline: true);

        outlineSteps.Should().AllSatisfy(step => step.Event.Should().BeNull());
        outlineSteps.Select(Text).Should().Equal(
            wholeSteps.Where(step => step.Effect != StepEffect.TextAppended || step.Deviations.Count > 0).Select(Text));
        (outline.EventCount, outline.ResponseId).Should().Be((whole.EventCount, whole.ResponseId));
        AreEqual(outline.Finish(), whole.Finish());
    }

    private static async Task CheckEnd(string file, int turn)
    {
        var (accumulator, _) = await Read(file, turn, isOutline: true);
        var (other, _) = await Read(file, turn, isOutline: true);
        var id = accumulator.ResponseId;
        var calls = accumulator.Finish().Response.FunctionCalls.Select(call => call.CallId).ToList();

        AreEqual(accumulator.Finish(), other.Finish());
        accumulator.ResponseId.Should().Be(id);
        (id ?? "").Should().Be(accumulator.Finish().Response.Id);
        calls.Select(accumulator.FinalCallId).Should().Equal(calls);
        if (accumulator.HasEnded)
        {
            Fold.Into(accumulator, [Wire.Created, Wire.Text(0, "late"), Wire.Completed()]);
            var late = accumulator.Finish();
            late.Response.Should().Be(other.Finish().Response);
            accumulator.Snapshot().Should().Be(late.Response);
            late.Deviations.Count(deviation => deviation.Kind == DeviationKind.EventAfterTerminal).Should().BeGreaterThan(other.Deviations.Count(deviation => deviation.Kind == DeviationKind.EventAfterTerminal));
        }
    }

    private static async Task<(ResponseAccumulator Accumulator, List<ResponseStep> Steps)> Read(string file, int turn, bool isOutline)
    {
        var accumulator = new ResponseAccumulator(new ResponseAccumulatorOptions { OutlineOnly = isOutline });
        var steps = new List<ResponseStep>();
        await foreach (var step in accumulator.ReadAsync(Turns.Get(file, turn).Response.Open()))
        {
            steps.Add(step);
        }

        return (accumulator, steps);
    }

    private static string Text(ResponseStep step) =>
        $"{step.Effect} {step.ItemNumber} {step.Round} {string.Join(' ', step.Deviations)} {string.Join(' ', step.Finished.Select(item => item.ToJson()))}";

    private static void AreEqual(AccumulatedResponse one, AccumulatedResponse other)
    {
        one.Response.Should().Be(other.Response);
        (one.Ending, one.AudioTranscript).Should().Be((other.Ending, other.AudioTranscript));
        one.Audio.ToArray().Should().Equal(other.Audio.ToArray());
        one.Deviations.Should().Equal(other.Deviations);
    }
}
