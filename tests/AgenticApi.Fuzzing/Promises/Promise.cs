namespace AgenticApi.Fuzzing.Promises;

/// <summary>Something that the library promises of every input.</summary>
/// <param name="every">One of how many inputs is checked: 1 for all, more where a check is expensive.</param>
internal abstract class Promise(int every = 1)
{
    public int Every => every;

    public string Name => GetType().Name;

    /// <summary>Checks the promise. An exception that escapes from here is a breach too.</summary>
    /// <param name="subject">The input.</param>
    /// <param name="random">For what the check itself chooses.</param>
    /// <returns>How it was broken; null where it holds, or says nothing about this input.</returns>
    public abstract Breach? Check(Subject subject, Random random);
}
