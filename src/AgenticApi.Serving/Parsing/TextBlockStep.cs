namespace AgenticApi.Serving;

/// <summary>What a block found when it read on.</summary>
public readonly record struct TextBlockStep
{
    private TextBlockStep(int taken, bool isClosed = false, bool isRejected = false, bool readsAgain = false) =>
        (Taken, IsClosed, IsRejected, ReadsAgain) = (taken, isClosed, isRejected, readsAgain);

    /// <summary>How many characters are done with.</summary>
    public int Taken { get; }

    /// <summary>Whether the block ends with them.</summary>
    public bool IsClosed { get; }

    /// <summary>Whether it is no such block.</summary>
    public bool IsRejected { get; }

    /// <summary>Whether the block reads on at once.</summary>
    public bool ReadsAgain { get; }

    /// <summary>The block is still open, and waits for more text unless it has taken some.</summary>
    /// <param name="taken">How many characters are done with, 0 or more. The rest is given again, with what follows it.</param>
    public static TextBlockStep More(int taken = 0) => new(taken, readsAgain: taken > 0);

    /// <summary>The block is still open, and reads on at once: it waits for something else now.</summary>
    /// <param name="taken">How many characters are done with, 0 or more. The rest is given again.</param>
    public static TextBlockStep Again(int taken = 0) => new(taken, readsAgain: true);

    /// <summary>The block ends here. A call that is still open in the output is cut off.</summary>
    /// <param name="taken">How many characters belong to it, its end tag included.</param>
    public static TextBlockStep Closed(int taken) => new(taken, isClosed: true);

    /// <summary>
    /// It only began like such a block. Its tag and all that it took are text again, and other blocks with the same tag are asked. Only a block
    /// that has written nothing can be rejected.
    /// </summary>
    public static TextBlockStep Rejected() => new(0, isRejected: true);
}
