using AgenticApi.Execution.Tests.Faults.Generated;

namespace AgenticApi.Execution.Tests.Faults;

/// <summary>Runs that the generator found, made small.</summary>
public class FoundRunTests
{
    private static readonly GeneratedItem Text = new(ItemKind.Text);
    private static readonly GeneratedItem Reasoning = new(ItemKind.Reasoning);
    private static readonly GeneratedItem Pay = new(ItemKind.Pay);
    private static readonly GeneratedItem Read = new(ItemKind.Read);
    private static readonly GeneratedItem Soon = new(ItemKind.Soon);

    [Theory]
    [InlineData(Continuation.PreviousResponse)]
    [InlineData(Continuation.Conversation)]
    public Task Function_and_custom_call_of_one_id_are_both_answered(Continuation continuation) =>
        HoldsAsync(continuation, new GeneratedRound([Pay, new(ItemKind.Note, Id: CallIdKind.OfTheItemBefore)]));

    [Fact]
    public Task Incomplete_response_with_other_arguments_leaves_the_call_as_it_ran() =>
        HoldsAsync(Continuation.Items, new GeneratedRound([Pay with { Flaw = ItemFlaw.OtherAtTheEnd }, Text], RoundEnd.Incomplete));

    [Fact]
    public Task Incomplete_response_that_leaves_a_started_call_out_leaves_the_outputs_in_the_order_of_the_calls() =>
        HoldsAsync(Continuation.Items, new GeneratedRound([Pay with { Flaw = ItemFlaw.LeftOutAtTheEnd }, Pay, Text], RoundEnd.Incomplete));

    [Fact]
    public Task Incomplete_response_that_leaves_a_started_call_out_and_has_one_without_id_leaves_the_call_under_its_id() =>
        HoldsAsync(Continuation.Items, new GeneratedRound([Pay with { Flaw = ItemFlaw.LeftOutAtTheEnd }, Pay with { Id = CallIdKind.None }], RoundEnd.Incomplete));

    [Fact]
    public Task Incomplete_response_with_two_calls_of_one_id_leaves_the_one_that_ran() =>
        HoldsAsync(Continuation.Items, new GeneratedRound([Pay with { Flaw = ItemFlaw.NotDone }, Soon with { Id = CallIdKind.OfTheItemBefore }, Text], RoundEnd.Incomplete));

    [Theory]
    [InlineData(Continuation.PreviousResponse)]
    [InlineData(Continuation.Conversation)]
    public Task Call_without_id_fails_the_run_and_leaves_a_changed_call_with_its_output(Continuation continuation) =>
        HoldsAsync(continuation, new GeneratedRound([Read with { Flaw = ItemFlaw.OtherAtTheEnd }, Pay with { Id = CallIdKind.None }]));

    [Theory]
    [InlineData(Continuation.PreviousResponse)]
    [InlineData(Continuation.Conversation)]
    public Task Call_without_id_fails_the_run_and_leaves_a_call_that_was_left_out_with_its_output(Continuation continuation) =>
        HoldsAsync(continuation, new GeneratedRound([Pay with { Id = CallIdKind.None }, Soon with { Flaw = ItemFlaw.LeftOutAtTheEnd }, Pay with { Id = CallIdKind.OfTheItemBefore }]));

    [Theory]
    [InlineData(Continuation.PreviousResponse)]
    [InlineData(Continuation.Conversation)]
    public Task Call_of_a_failed_response_stands_in_the_items_so_that_a_server_takes_them(Continuation continuation) =>
        HoldsAsync(continuation, new GeneratedRound([Reasoning, Pay, Text], RoundEnd.Failed));

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public Task Failed_response_of_whose_items_not_all_were_done_leaves_what_a_server_takes(bool isReasoningDone, bool hasCall) =>
        HoldsAsync(
            Continuation.Items,
            new GeneratedRound([isReasoningDone ? Reasoning : Reasoning with { Flaw = ItemFlaw.NotDone }, .. hasCall ? new[] { Pay with { Flaw = ItemFlaw.NotDone } } : [], Pay, Text], RoundEnd.Failed),
            isBackground: true);

    [Theory]
    [InlineData(Continuation.PreviousResponse)]
    [InlineData(Continuation.Conversation)]
    public Task Call_of_a_broken_response_and_one_of_its_repetition_with_its_id_have_an_output_each(Continuation continuation) =>
        HoldsAsync(
            continuation,
            new GeneratedRound([Pay with { Id = CallIdKind.OfOtherRounds }, Text], Fault: AnswerFault.Drop, At: 7),
            new GeneratedRound([Pay with { Id = CallIdKind.OfOtherRounds }]));

    private static Task HoldsAsync(Continuation continuation, params GeneratedRound[] rounds) => HoldsAsync(continuation, rounds, isBackground: false);

    private static Task HoldsAsync(Continuation continuation, GeneratedRound round, bool isBackground) => HoldsAsync(continuation, [round], isBackground);

    private static async Task HoldsAsync(Continuation continuation, GeneratedRound[] rounds, bool isBackground) =>
        (await PlayedRun.ViolationsAsync(new GeneratedRun(rounds), continuation, isBackground, isStored: true)).Should().BeEmpty();
}
