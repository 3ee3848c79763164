namespace AgenticApi.Serving;

/// <summary>What a block found when it read on.</summary>
public readonly struct TextBlockStep
{
    private TextBlockStep(int taken, bool isClosed, bool isBroken, ModelDelta? delta) =>
        (Taken, IsClosed, IsBroken, Delta) = (taken, isClosed, isBroken, delta);

    /// <summary>How many characters are done with.</summary>
    public int Taken { get; }

    /// <summary>Whether the block ends with them.</summary>
    public bool IsClosed { get; }

    /// <summary>Whether it is no such block.</summary>
    public bool IsBroken { get; }

    /// <summary>What they say; null where nothing. The parser gives a call its index.</summary>
    public ModelDelta? Delta { get; }

    /// <summary>The block is still open.</summary>
    /// <param name="taken">How many characters are done with, 0 or more.</param>
    /// <param name="delta">What they say; null where nothing.</param>
    public static TextBlockStep More(int taken = 0, ModelDelta? delta = null) => new(taken, false, false, delta);

    /// <summary>The block is whole.</summary>
    /// <param name="taken">How many characters belong to it, its end tag included.</param>
    /// <param name="delta">What they say; null where nothing.</param>
    public static TextBlockStep Closed(int taken, ModelDelta? delta) => new(taken, true, false, delta);

    /// <summary>
    /// It only began like such a block: its opening tag is text, and what follows it is read anew. Only a block that has taken nothing can say
    /// so.
    /// </summary>
    public static TextBlockStep Broken() => new(0, false, true, null);
}
