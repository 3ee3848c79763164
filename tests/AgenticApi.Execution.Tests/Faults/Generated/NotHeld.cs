namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>Runs of which the properties do not hold yet, and which are not generated. Each comment says what goes wrong.</summary>
internal static class NotHeld
{
    public static bool Has(GeneratedRun run, Continuation continuation) =>
        run.Rounds.Zip(run.Items).Any(pair => Has(pair.First, pair.Second, continuation != Continuation.Items));

    private static bool Has(GeneratedRound round, IReadOnlyList<GeneratedItem> items, bool isServerKept) =>
        // The server keeps the conversation: of a response that did not complete, the call whose tool ran is kept without its reasoning.
        (isServerKept && !round.IsSound && items.Zip(items.Skip(1)).Any(pair => pair is { First.Kind: ItemKind.Reasoning, Second.IsCall: true }))

        // The stream did not say of each item that it is done: of a response that did not complete, reasoning and what it led to do not stay together.
        || (!round.IsSound && items.Any(item => item.Kind == ItemKind.Reasoning) && items.Any(item => item.Flaw == ItemFlaw.NotDone));
}
