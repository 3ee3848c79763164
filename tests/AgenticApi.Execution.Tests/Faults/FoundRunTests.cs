using AgenticApi.Execution.Tests.Faults.Generated;

namespace AgenticApi.Execution.Tests.Faults;

/// <summary>Runs that the generator found, made small.</summary>
public class FoundRunTests
{
    private static readonly GeneratedItem Pay = new(ItemKind.Pay);

    [Theory]
    [InlineData(Continuation.PreviousResponse)]
    [InlineData(Continuation.Conversation)]
    public Task Function_and_custom_call_of_one_id_are_both_answered(Continuation continuation) =>
        HoldsAsync(continuation, new GeneratedRound([Pay, new(ItemKind.Note, Id: CallIdKind.OfTheItemBefore)]));

    private static async Task HoldsAsync(Continuation continuation, params GeneratedRound[] rounds) =>
        (await PlayedRun.ViolationsAsync(new GeneratedRun(rounds), continuation, isBackground: false, isStored: true)).Should().BeEmpty();
}
