using FsCheck;
using FsCheck.Fluent;

namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>Generates runs out of small values, so that a run in which something does not hold can be made small.</summary>
internal static class Generators
{
    /// <summary>How long a failing run is made smaller: each try is a whole run.</summary>
    private static readonly TimeSpan ShrinkTime = TimeSpan.FromSeconds(40);

    private static readonly Gen<GeneratedItem> Item =
        from kind in Gen.Frequency(
            (2, Gen.Constant(ItemKind.Text)), (1, Gen.Constant(ItemKind.Reasoning)), (3, Gen.Constant(ItemKind.Pay)), (2, Gen.Constant(ItemKind.Read)), (1, Gen.Constant(ItemKind.Unknown)),
            (4, Gen.Elements(ItemKind.Alone, ItemKind.Soon, ItemKind.Late, ItemKind.Note)))
        from does in Mostly(ToolDoes.Returns, ToolDoes.Waits, ToolDoes.Throws, ToolDoes.TimesOut, ToolDoes.IgnoresItsToken, ToolDoes.ReturnsMuch)
        from id in Seldom(CallIdKind.Own, CallIdKind.OfTheItemBefore, CallIdKind.OfOtherRounds, CallIdKind.None)
        from flaw in Seldom(ItemFlaw.None, ItemFlaw.Twin, ItemFlaw.CutArguments, ItemFlaw.NotDone, ItemFlaw.OtherAtTheEnd, ItemFlaw.LeftOutAtTheEnd)
        select kind is ItemKind.Text or ItemKind.Reasoning ? new GeneratedItem(kind, Flaw: flaw is ItemFlaw.NotDone ? flaw : default) : new GeneratedItem(kind, does, id, flaw);

    private static readonly Gen<GeneratedRound> Round =
        from count in Gen.Choose(0, 4)
        from items in Gen.ListOf(Item, count)
        from end in Seldom(RoundEnd.Completed, RoundEnd.Incomplete, RoundEnd.IncompleteInSecret, RoundEnd.Filtered, RoundEnd.Failed, RoundEnd.Refused)
        from change in Seldom(FinalChange.None, FinalChange.OtherIds, FinalChange.NoOutput)
        from fault in Mostly(
            AnswerFault.None, AnswerFault.Drop, AnswerFault.DropAndRunOn, AnswerFault.Garble, AnswerFault.Stall, AnswerFault.Status429, AnswerFault.Status500, AnswerFault.Page502, AnswerFault.DropBeforeHead)
        from at in Gen.Choose(0, 24)
        from repeats in Seldom(false, true)
        select new GeneratedRound([.. items], end, change, fault, fault == AnswerFault.None ? 0 : at, repeats);

    /// <summary>Runs of up to five rounds.</summary>
    public static Arbitrary<GeneratedRun> Runs()
    {
        var time = new Lazy<System.Diagnostics.Stopwatch>(System.Diagnostics.Stopwatch.StartNew);
        return Arb.From(
            from count in Gen.Choose(1, 5)
            from rounds in Gen.ListOf(Round, count)
            select new GeneratedRun([.. rounds]),
            run => run.Simpler().TakeWhile(_ => time.Value.Elapsed < ShrinkTime));
    }

    private static Gen<T> Mostly<T>(T usual, params T[] others) => Gen.Frequency((3, Gen.Constant(usual)), (2, Gen.Elements(others)));

    private static Gen<T> Seldom<T>(T usual, params T[] others) => Gen.Frequency((7, Gen.Constant(usual)), (1, Gen.Elements(others)));
}
