using AgenticApi.Fuzzing.Generation;

namespace AgenticApi.Fuzzing.Promises;

/// <summary>Every promise that is checked.</summary>
internal static class AllPromises
{
    public static IReadOnlyList<Promise> List { get; } =
    [
        new OnlyProtocolExceptionsEscape(), new EndingsComeFromTerminalEvents(), new DeltasAreKept(), new ItemsAreKept(), new WholeTextsAreKept(), new CuttingChangesNothing(), new AskingChangesNothing(),
        new DeviationsHoldNoContent(), new StrictRefusesWhatLenientRecords(), new ResponsesSurviveWriting(), new PropertiesNeverThrow(), new AccumulatorsDoNotMix(),
        new FoldsAreFrugal(), new BrokenConnectionsKeepWhatCame(),
    ];

    /// <summary>Checks one promise, taking an exception for a breach.</summary>
    public static Breach? Check(Promise promise, FuzzInput input, int seed) => Check(promise, new Subject(input), seed);

    public static Breach? Check(Promise promise, Subject subject, int seed)
    {
        try
        {
            return promise.Check(subject, new Random(Mix(seed, promise.Name.Length)));
        }
        catch (ResponseProtocolException) when (subject.Facts.IsDeep)
        {
            // Past the limit of depth, which one promise looks at and all others stumble over.
            return null;
        }
        catch (Exception e)
        {
            return Breach.Of(e);
        }
    }

    /// <summary>Another seed: with the case's own, a check would choose as the generator has chosen.</summary>
    private static int Mix(int seed, int salt)
    {
        var mixed = unchecked(((uint)seed * 0x85EBCA6Bu) + ((uint)salt * 0xC2B2AE35u));
        return (int)((mixed ^ (mixed >> 15)) & int.MaxValue);
    }
}
