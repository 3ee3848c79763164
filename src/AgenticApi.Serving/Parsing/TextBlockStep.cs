namespace AgenticApi.Serving;

/// <summary>The result of one <see cref="ITextBlock.Read"/>: how many characters were consumed, and how the block continues.</summary>
public readonly record struct TextBlockStep
{
    private TextBlockStep(int taken, bool isClosed = false, bool isRejected = false, bool readsAgain = false) =>
        (Taken, IsClosed, IsRejected, ReadsAgain) = (taken, isClosed, isRejected, readsAgain);

    /// <summary>Gets how many characters were consumed.</summary>
    public int Taken { get; }

    /// <summary>Gets whether the block ends after these characters.</summary>
    public bool IsClosed { get; }

    /// <summary>Gets whether the text is not such a block.</summary>
    public bool IsRejected { get; }

    /// <summary>Gets whether the block reads the rest of the text immediately.</summary>
    public bool ReadsAgain { get; }

    /// <summary>The block stays open. If it consumed nothing, it waits for more text; otherwise it reads the rest immediately.</summary>
    /// <param name="taken">How many characters were consumed, 0 or more. The others are given again.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="taken"/> is negative.</exception>
    public static TextBlockStep More(int taken = 0) => new(NotNegative(taken), readsAgain: taken > 0);

    /// <summary>The block stays open and reads the rest immediately, because it is in another state.</summary>
    /// <param name="taken">How many characters were consumed, 0 or more. The others are given again.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="taken"/> is negative.</exception>
    public static TextBlockStep Again(int taken = 0) => new(NotNegative(taken), readsAgain: true);

    /// <summary>The block ends. A call that is still open is ended as <see cref="CallEnding.CutOff"/>.</summary>
    /// <param name="taken">How many characters belong to the block, including its end tag; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="taken"/> is negative.</exception>
    public static TextBlockStep Closed(int taken) => new(NotNegative(taken), isClosed: true);

    /// <summary>
    /// The text is not such a block. The parser gives the text after the tag to the next block with the same tag; if there is none, the tag
    /// is text, and the parser searches for the next tag after it. Only possible while <see cref="TextBlockOutput.HasBegun"/> is false.
    /// </summary>
    public static TextBlockStep Rejected() => new(0, isRejected: true);

    private static int NotNegative(int taken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(taken);
        return taken;
    }
}
