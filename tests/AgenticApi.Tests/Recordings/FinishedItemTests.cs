namespace AgenticApi.Tests.Recordings;

/// <summary>For every turn: the finished items of the steps are the items of the final response.</summary>
public class FinishedItemTests
{
    public static TheoryData<string, int> Own => Turns.Own(_ => true);

    public static TheoryData<string, int> Recorded => Turns.Recorded(_ => true);

    [Theory]
    [MemberData(nameof(Own))]
    public Task Finished_items_of_the_steps_are_the_complete_items_of_the_response(string file, int turn) => Check(Turns.Get(file, turn).Response.Open());

    [Theory]
    [MemberData(nameof(Recorded))]
    public Task Finished_items_of_the_steps_of_a_recording_are_the_complete_items_of_the_response(string file, int turn) =>
        turn == 0 ? Task.CompletedTask : Check(Turns.Get(file, turn).Response.Open());

    private static async Task Check(Stream stream)
    {
        var accumulator = new ResponseAccumulator();
        var finished = new List<OutputItem>();
        var numbers = new Dictionary<int, (int Round, int? Index)>();
        await foreach (var step in accumulator.ReadAsync(stream))
        {
            finished.AddRange(step.Finished);
            if (step is { ItemNumber: { } number, Event: ItemEvent { OutputIndex: { } index } })
            {
                numbers.TryAdd(number, (step.Round, index));
                numbers[number].Should().Be((step.Round, index), "the events of an item agree on its place");
            }
        }

        var result = accumulator.Finish();
        var whole = result.Response.Output.Where(item => IsWhole(item, result.Ending)).ToList();

        var types = finished.Select(item => item.Type).ToList();
        whole.Where(item => !types.Remove(item.Type)).Should().BeEmpty("a step gave each");
        types.Should().HaveCount(result.Deviations.Count(d => d.Kind == DeviationKind.TerminalOmitsItem), "only what the terminal event leaves out was finished besides");
        finished.OfType<FunctionCallItem>().Select(call => (accumulator.FinalCallId(call.CallId), call.Name))
            .Should().BeEquivalentTo(whole.OfType<FunctionCallItem>().Select(call => (call.CallId, call.Name)));
        finished.OfType<CustomToolCallItem>().Select(call => accumulator.FinalCallId(call.CallId))
            .Should().BeEquivalentTo(whole.OfType<CustomToolCallItem>().Select(call => call.CallId));
    }

    internal static bool IsWhole(OutputItem item, Ending ending) =>
        string.IsNullOrEmpty(item.Status) ? ending == Ending.Completed : item.Status is not ("incomplete" or "in_progress");
}
