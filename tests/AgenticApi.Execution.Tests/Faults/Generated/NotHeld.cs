namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>Runs of which the properties do not hold yet, and which are not generated. Each comment says what goes wrong.</summary>
internal static class NotHeld
{
    public static bool Has(GeneratedRun run) => run.Rounds.Zip(run.Items).Any(pair => Has(pair.First, pair.Second));

    private static bool Has(GeneratedRound round, IReadOnlyList<GeneratedItem> items) =>
        // The stream did not say of each item that it is done: of a response that did not complete, reasoning and what it led to do not stay together.
        (!round.IsSound && items.Any(item => item.Kind == ItemKind.Reasoning) && items.Any(item => item.Flaw == ItemFlaw.NotDone));
}
